package org.sceau.emulator.wire;

import java.util.Map;

/** What is answered to a {@link WireRequest}. */
public record WireAnswer(int status, Map<String, String> headers, byte[] body) {

  public WireAnswer {
    headers = Map.copyOf(headers);
  }
}
