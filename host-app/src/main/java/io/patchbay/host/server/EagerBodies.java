package io.patchbay.host.server;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Waits for a body, up to a size, before a request gets a thread.
 *
 * <p>Jetty 12.1.12 loses the failure of an answer whose body was waited for, and the request counts
 * as under way for ever. Here the failure goes around it.
 */
final class EagerBodies extends Handler.Wrapper {
  private static final String COMPLETION = EagerBodies.class.getName();

  /**
   * Waits.
   *
   * @param most how many bytes to hold at most
   * @param buffer how many a part of the body holds, however little is in it
   */
  EagerBodies(int most, int buffer) {
    EagerContentHandler eager =
        new EagerContentHandler(
            new EagerContentHandler.RetainedContentLoaderFactory(most, buffer, false));
    eager.setHandler(new TellsFailures());
    setHandler(eager);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Callback once = new Once(callback);
    request.setAttribute(COMPLETION, once);
    return super.handle(request, response, once);
  }

  /** What has been told to it is not told again. */
  private static final class Once extends Callback.Nested {
    private final AtomicBoolean told = new AtomicBoolean();

    Once(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      if (told.compareAndSet(false, true)) {
        super.succeeded();
      }
    }

    @Override
    public void failed(Throwable failure) {
      if (told.compareAndSet(false, true)) {
        super.failed(failure);
      }
    }
  }

  private static final class TellsFailures extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Callback telling =
          new Callback.Nested(callback) {
            @Override
            public void failed(Throwable failure) {
              super.failed(failure);
              if (request.getAttribute(COMPLETION) instanceof Callback completion) {
                completion.failed(failure);
              }
            }
          };
      return super.handle(request, response, telling);
    }
  }
}
