package org.sceau.records;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.sceau.dataintegrity.Multikey;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.status.StatusListId;

/**
 * The public address of a deployment, and the URLs and DIDs derived from it.
 *
 * @param publicUrl scheme and authority of all public links, without a path
 * @param didAuthority host, and port if it is not 443, under which {@code did.json} is served by
 *     https: what did:web names
 */
public record Deployment(String publicUrl, String didAuthority) {

  private static final String STATUS = "#status";

  public Deployment {
    var uri = URI.create(publicUrl);
    if (uri.getHost() == null || !publicUrl.equals(uri.getScheme() + "://" + uri.getAuthority())) {
      throw new IllegalArgumentException(
          "the public URL must be scheme and host alone, as https://sceau.example: " + publicUrl);
    }
    if (didAuthority.isEmpty() || !didAuthority.matches("[a-z0-9.-]+(:[0-9]{1,5})?")) {
      throw new IllegalArgumentException("not a host with an optional port: " + didAuthority);
    }
  }

  /** Creates a deployment whose did:web uses the host of its links. */
  public static Deployment at(String publicUrl) {
    return new Deployment(publicUrl, URI.create(publicUrl).getAuthority().toLowerCase(Locale.ROOT));
  }

  /** Returns the public link, which is also the credential's {@code id}. */
  public String credentialUrl(CredentialId id) {
    return publicUrl + "/c/" + id;
  }

  /** Reads the id in a public link of this deployment. */
  public Optional<CredentialId> credentialId(String url) {
    var prefix = publicUrl + "/c/";
    return url.startsWith(prefix) && CredentialId.isValid(url.substring(prefix.length()))
        ? Optional.of(new CredentialId(url.substring(prefix.length())))
        : Optional.empty();
  }

  /**
   * Returns the id of the status entry of a credential whose issuer chose its id; it leads to the
   * public link.
   */
  public String statusUrl(CredentialId id) {
    return credentialUrl(id) + STATUS;
  }

  /** Reads the credential's id in a status entry's id that {@link #statusUrl} made. */
  public Optional<CredentialId> credentialOfStatus(String url) {
    return url.endsWith(STATUS)
        ? credentialId(url.substring(0, url.length() - STATUS.length()))
        : Optional.empty();
  }

  /** Returns the issuer's DID, which never changes. */
  public String did(Issuer issuer) {
    return issuer.isItsKey()
        ? Multikey.did(issuer.keys().getFirst().publicKey())
        : webDid(issuer.id());
  }

  /** Returns {@code did:web:host:issuers:issuer} (did:web method specification, section 2). */
  public String webDid(IssuerId issuer) {
    return didPrefix() + issuer;
  }

  /** Reads the issuer's id in a did:web of this deployment. */
  public Optional<IssuerId> issuer(String did) {
    return did.startsWith(didPrefix()) && IssuerId.isValid(did.substring(didPrefix().length()))
        ? Optional.of(new IssuerId(did.substring(didPrefix().length())))
        : Optional.empty();
  }

  public String achievementUrl(AchievementId achievement) {
    return publicUrl + "/achievements/" + achievement;
  }

  public String issuerUrl(IssuerId issuer) {
    return publicUrl + "/issuers/" + issuer;
  }

  public String statusListUrl(StatusListId list) {
    return publicUrl + "/status/" + list;
  }

  private String didPrefix() {
    return "did:web:" + didAuthority.replace(":", "%3A") + ":issuers:";
  }
}
