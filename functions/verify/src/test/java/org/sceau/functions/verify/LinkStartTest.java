package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public link shares its function with the verification of anybody's credential. */
class LinkStartTest {

  /** Each is the first that a way into the verification of others' credentials would need. */
  private static final List<String> OF_OTHERS =
      List.of(
          "org.sceau.verification.CredentialReader",
          "org.sceau.verification.PresentationDocument",
          "org.sceau.verification.PresentationVerifier",
          "org.sceau.verification.DocumentRules",
          "org.sceau.verification.DocumentKeys",
          "org.sceau.verification.ExternalIssuers",
          "org.sceau.verification.OtherKinds",
          "org.sceau.verification.IssuerDocuments",
          "org.sceau.verification.IdentifierDocument",
          "org.sceau.verification.StatusCheck",
          "org.sceau.verification.StatusListDocuments",
          "org.sceau.verification.PublishedList",
          "org.sceau.fetch.GuardedFetcher",
          "org.sceau.fetch.SharedFetches");

  @Test
  void aLinkIsShownWithoutTheClassesForOthersCredentials() throws Exception {
    var output = run();

    assertThat(output).contains("answered 200");
    // Shows that the log lists the loaded classes.
    assertThat(output).contains(" org.sceau.verification.LocalIssuers ");
    assertThat(OF_OTHERS).noneMatch(name -> output.contains(" " + name + " "));
  }

  private static String run() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                PublicLinkProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
