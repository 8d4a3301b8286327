package org.sceau.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialId;

class DeploymentTest {

  private final Deployment deployment = Deployment.at("https://sceau.example");

  @Test
  void linksAndIdsBelongTogether() {
    var id = CredentialId.random(new SecureRandom());

    assertThat(deployment.credentialId(deployment.credentialUrl(id))).contains(id);
    assertThat(deployment.credentialId("https://other.example/c/" + id)).isEmpty();
    assertThat(deployment.credentialId(deployment.credentialUrl(id) + "/")).isEmpty();
  }

  @Test
  void aPortIsEncodedInADid() {
    var local = new Deployment("http://localhost:8080", "localhost:8443");

    assertThat(local.webDid(new IssuerId("demo")))
        .isEqualTo("did:web:localhost%3A8443:issuers:demo");
    assertThat(local.issuer("did:web:localhost%3A8443:issuers:demo"))
        .contains(new IssuerId("demo"));
    assertThat(local.issuer("did:web:localhost%3A8443:issuers:demo:more")).isEmpty();
    assertThat(local.issuer("did:web:other.example:issuers:demo")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://sceau.example/", "sceau.example", "https://", "https://a/b"})
  void aPublicUrlIsSchemeAndHostAlone(String url) {
    assertThatThrownBy(() -> new Deployment(url, "sceau.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
