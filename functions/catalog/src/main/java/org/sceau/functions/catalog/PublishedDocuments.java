package org.sceau.functions.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.PngImage;
import org.sceau.records.Deployment;
import org.sceau.records.MonotonicObjects;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;

/** The static documents of issuers and achievements that anyone may read. */
final class PublishedDocuments {

  private static final String MINUTES = "public, max-age=300";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final String DESCRIPTION = "openapi.yaml";

  private final PublicObjects stored;
  private final MonotonicObjects objects;
  private final Deployment deployment;
  private final Supplier<byte[]> microCredentialContext;

  PublishedDocuments(
      PublicObjects objects, Deployment deployment, Supplier<byte[]> microCredentialContext) {
    this.stored = objects;
    this.objects = new MonotonicObjects(objects);
    this.deployment = deployment;
    this.microCredentialContext = microCredentialContext;
  }

  /**
   * The issuer's DID document, if it has one, its profile, the context that its credentials may
   * name, and the description of the API.
   */
  void publish(Issuer issuer) {
    var did = deployment.did(issuer);
    if (!issuer.isItsKey()) {
      put(
          "issuers/" + issuer.id() + "/did.json",
          DidDocument.of(issuer, did),
          "application/did+json",
          issuer.revision());
    }
    put("issuers/" + issuer.id(), profile(issuer, did), "application/json", issuer.revision());
    objects.put(
        "contexts/micro-credential/v1",
        new PublicObject(microCredentialContext.get(), "application/ld+json", FOR_EVER, 1));
    publishDescription();
  }

  void publish(Achievement achievement, Issuer issuer) {
    put(
        "achievements/" + achievement.id(),
        achievement
            .content()
            .with(
                "@context",
                JsonArray.ofStrings(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                    BundledContexts.MICRO_CREDENTIAL))
            .with(
                "creator",
                achievement
                    .content()
                    .members()
                    .getOrDefault("creator", new JsonString(deployment.did(issuer)))),
        "application/json",
        achievement.version());
    publishDescription();
  }

  /** Replaces the description of the API if another release published the one that is there. */
  private void publishDescription() {
    var description = new PublicObject(description(), "application/yaml", MINUTES, 1);
    var read = stored.get(DESCRIPTION);
    if (read.isEmpty() || !Arrays.equals(read.get().object().bytes(), description.bytes())) {
      objects.put(DESCRIPTION, description, read);
    }
  }

  private static byte[] description() {
    try (var bytes = PublishedDocuments.class.getResourceAsStream(DESCRIPTION)) {
      return Objects.requireNonNull(bytes, DESCRIPTION).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image under a name that its bytes determine; returns its URL. */
  String publish(PngImage image) {
    var key = "images/" + Sha256.hex(image.bytes()) + ".png";
    objects.put(key, new PublicObject(image.bytes(), "image/png", FOR_EVER, 1));
    return deployment.publicUrl() + "/" + key;
  }

  private JsonObject profile(Issuer issuer, String did) {
    return issuer
        .profile()
        .toJson(did)
        .with(
            "@context",
            JsonArray.ofStrings(
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
  }

  private void put(String key, JsonValue document, String contentType, long sequence) {
    objects.put(
        key, new PublicObject(JsonWriter.writeBytes(document), contentType, MINUTES, sequence));
  }
}
