package org.sceau.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import org.sceau.verification.Messages;

/** Determines the address and the API key of the server, from the options or the environment. */
final class Connection {

  private static final int LONGEST_KEY = 4_096;

  private final Surroundings surroundings;
  private final Messages phrases;
  private final ListOptions options;

  Connection(Surroundings surroundings, Messages phrases, ListOptions options) {
    this.surroundings = surroundings;
    this.phrases = phrases;
    this.options = options;
  }

  /** Returns scheme and host. Without TLS, only this machine is allowed, to protect the key. */
  String url() {
    var text =
        options.api == null
            ? surroundings.environment().getOrDefault("SCEAU_API", "")
            : options.api;
    try {
      var uri = new URI(text.replaceFirst("/$", ""));
      var host = uri.getHost() == null ? "" : uri.getHost();
      boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
      if (!host.isEmpty()
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local))) {
        return uri.toString();
      }
    } catch (URISyntaxException _) {
      // reported below
    }
    throw new StoppedException(Exit.USAGE, phrases.text("list.noApi"));
  }

  /** Returns the API key. It is never an option: other users can read command lines. */
  String key() throws IOException {
    String text;
    if (options.keyFile == null) {
      text = surroundings.environment().getOrDefault("SCEAU_KEY", "");
    } else {
      try (var input = Files.newInputStream(options.keyFile)) {
        text = new String(input.readNBytes(LONGEST_KEY), StandardCharsets.UTF_8);
      }
    }
    if (!text.strip().matches("[\\x21-\\x7e]+")) {
      throw new StoppedException(Exit.USAGE, phrases.text("list.noKey"));
    }
    return text.strip();
  }
}
