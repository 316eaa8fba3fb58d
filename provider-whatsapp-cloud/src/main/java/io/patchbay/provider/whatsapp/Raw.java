package io.patchbay.provider.whatsapp;

/** The text of one item, made when an event keeps it. */
interface Raw {
  String text();
}
