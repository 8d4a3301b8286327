package org.sceau.local.template;

import java.util.List;

/** What the HTTP API lets the pages of other sites do. */
public record Cors(
    List<String> origins, List<String> methods, List<String> headers, long maxAgeSeconds) {

  /** Nothing at all. */
  public static final Cors NONE = new Cors(List.of(), List.of(), List.of(), 0);

  public Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
  }

  public boolean allows(String origin) {
    return origins.contains("*") || origins.contains(origin);
  }
}
