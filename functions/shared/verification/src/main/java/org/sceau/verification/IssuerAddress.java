package org.sceau.verification;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.Base64Url;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.verification.VerificationKeys.AssertionKey;

/** The location of an issuer's keys, derived from the issuer's id. */
sealed interface IssuerAddress {

  /** The keys are in the id itself. */
  record Inside(VerificationKeys keys) implements IssuerAddress {}

  /** The keys are in a document. */
  record At(String url) implements IssuerAddress {}

  /**
   * The id leads to no document that can be fetched.
   *
   * @param reason one sentence
   */
  record Nowhere(String reason) implements IssuerAddress {}

  /** Resolves an id to its address: did:key, did:jwk, did:web or https. */
  static IssuerAddress of(String id) {
    if (id.startsWith("did:key:")) {
      return Reading.key(id);
    }
    if (id.startsWith("did:jwk:")) {
      return Reading.jwk(id);
    }
    if (id.startsWith("did:web:")) {
      return Reading.web(id);
    }
    return id.startsWith("https://")
        ? Reading.https(id)
        : new Nowhere("Issuers are looked up by did:web, did:key, did:jwk and https alone.");
  }

  /** Reads each kind of id. */
  final class Reading {

    private static final int MAX_CHARS = 2_048;

    /** A path segment of did:web: RFC 3986 without the characters that only mislead. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private static final Pattern HOST =
        Pattern.compile("([A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})*)(?:%3A([1-9][0-9]{0,4}))?");

    private static final JsonLimits JWK = new JsonLimits(4_096, 4, 50, 2_048, 20);

    private Reading() {}

    /** Reads a did:key (method version 0.9): its only verification method is the key itself. */
    private static IssuerAddress key(String did) {
      var multikey = did.substring("did:key:".length());
      return Multikey.decode(multikey)
          .<IssuerAddress>map(key -> inside(did, did + "#" + multikey, key))
          .orElseGet(() -> new Nowhere("The did:key does not encode a supported key."));
    }

    /** Reads a did:jwk: its only verification method is {@code #0}. */
    private static IssuerAddress jwk(String did) {
      return Base64Url.decode(did.substring("did:jwk:".length()))
          .flatMap(json ->
              JsonReader.read(json, JWK) instanceof JsonReading.Read(JsonObject object)
                  ? Optional.of(object)
                  : Optional.empty())
          .flatMap(PublicJwk::read)
          .<IssuerAddress>map(key -> inside(did, did + "#0", key))
          .orElseGet(() -> new Nowhere("The did:jwk does not encode a supported key."));
    }

    private static IssuerAddress inside(String did, String method, PublicJwk key) {
      var keys = List.of(new AssertionKey(method, key, null, null));
      return new Inside(new VerificationKeys(did, keys, keys, Set.of()));
    }

    /** Reads a did:web (section 2.5.2); the fetcher decides whether the host is allowed. */
    private static IssuerAddress web(String did) {
      var parts = did.substring("did:web:".length()).split(":", -1);
      var host = HOST.matcher(parts[0]);
      boolean isWell =
          did.length() <= MAX_CHARS
              && host.matches()
              && Arrays.stream(parts)
                  .skip(1)
                  .allMatch(segment ->
                      SEGMENT.matcher(segment).matches()
                          && !segment.equals(".")
                          && !segment.equals(".."));
      if (!isWell) {
        return new Nowhere("The did:web does not consist of a host name and path segments.");
      }
      var authority =
          host.group(1).toLowerCase(Locale.ROOT)
              + (host.group(2) == null ? "" : ":" + host.group(2));
      var path =
          parts.length == 1
              ? "/.well-known"
              : "/" + String.join("/", Arrays.asList(parts).subList(1, parts.length));
      var address = "https://" + authority + path + "/did.json";
      return hasHost(address)
          ? new At(address)
          : new Nowhere("The did:web has no valid host name: " + host.group(1) + ".");
    }

    /**
     * Tells whether the URL has a host: neither a name that ends in a number nor a misplaced
     * hyphen.
     */
    private static boolean hasHost(String address) {
      try {
        return new URI(address).getHost() != null;
      } catch (URISyntaxException _) {
        return false;
      }
    }

    private static IssuerAddress https(String url) {
      try {
        var uri = new URI(url);
        if (url.length() <= MAX_CHARS
            && uri.getHost() != null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null
            && url.length() == url.getBytes(StandardCharsets.UTF_8).length) {
          return new At(url);
        }
      } catch (URISyntaxException _) {
        // said below
      }
      return new Nowhere("The issuer's https URL cannot be the address of a document.");
    }
  }
}
