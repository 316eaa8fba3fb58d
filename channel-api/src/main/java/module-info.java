/** The vocabulary of Patchbay and the interface that its providers implement. */
module io.patchbay.channel {
  requires static transitive org.jspecify;

  exports io.patchbay.channel;
  exports io.patchbay.channel.spi;
}
