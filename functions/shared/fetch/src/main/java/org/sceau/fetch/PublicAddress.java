package org.sceau.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The address of a document, checked by its spelling: https, a full host name, the default port, no
 * user. Every other spelling of a host is refused, since resolvers accept many spellings of {@code
 * 127.0.0.1}.
 *
 * @param target path and query, as sent
 * @param isNamedLoopback whether it is an address on this machine that the operator configured
 * @param isSecure whether it uses https, as every other address does
 */
record PublicAddress(
    String host, int port, String target, boolean isNamedLoopback, boolean isSecure) {

  private static final int MAX_CHARS = 2_048;
  private static final int MAX_HOST_CHARS = 253;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /**
   * The characters that RFC 3986 allows in an authority, a path and a query; no other characters,
   * no escapes but %.
   */
  private static final Pattern URL =
      Pattern.compile(
          "https?://[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?"
              + "(\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern TOP_LABEL = Pattern.compile("[a-z]{2,63}|xn--[a-z0-9-]{1,59}");

  /** Parses an address; empty if it is not allowed. */
  static Optional<PublicAddress> of(String url, Set<String> loopbackAuthorities) {
    if (url.length() > MAX_CHARS || !URL.matcher(url).matches()) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
    var host = uri.getHost();
    var path = uri.getRawPath();
    if (host == null || path == null || hasDots(path)) {
      return Optional.empty();
    }
    var query = uri.getRawQuery();
    var target = (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    boolean secure = uri.getScheme().equals("https");
    int port = uri.getPort() == -1 ? usualPort(secure) : uri.getPort();
    if (loopbackAuthorities.contains(uri.getRawAuthority())) {
      return Optional.of(new PublicAddress(host, port, target, true, secure));
    }
    var lowerCase = host.toLowerCase(java.util.Locale.ROOT);
    return secure && port == HTTPS && isName(lowerCase)
        ? Optional.of(new PublicAddress(lowerCase, port, target, false, true))
        : Optional.empty();
  }

  /** Returns the Host header's value. */
  String authority() {
    return port == usualPort(isSecure) ? host : host + ":" + port;
  }

  private static int usualPort(boolean secure) {
    return secure ? HTTPS : HTTP;
  }

  /**
   * Tells whether the host can be in the public DNS: at least two labels, the last of which is not
   * a number.
   */
  private static boolean isName(String host) {
    var labels = host.split("\\.", -1);
    return host.length() <= MAX_HOST_CHARS
        && labels.length >= 2
        && Arrays.stream(labels).allMatch(PublicAddress::isLabel)
        && TOP_LABEL.matcher(labels[labels.length - 1]).matches();
  }

  private static boolean isLabel(String label) {
    if (!LABEL.matcher(label).matches()) {
      return false;
    }
    if (label.length() < 4 || label.charAt(2) != '-' || label.charAt(3) != '-') {
      return true;
    }
    try {
      // Two hyphens there are kept for names in other scripts, which have one spelling each.
      var name = IDN.toUnicode(label);
      return !name.equals(label) && IDN.toASCII(name).equals(label);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean hasDots(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> segment.replaceAll("(?i)%2e", "."))
        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }
}
