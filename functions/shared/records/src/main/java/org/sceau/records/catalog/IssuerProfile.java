package org.sceau.records.catalog;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/**
 * Describes an issuer in the fields of an Open Badges 3.0 {@code Profile}.
 *
 * @param countryCode ISO 3166-1 alpha-2, element 3 of Annex I of the Council Recommendation 2022/C
 *     243/02
 * @param issuing how its credentials are issued; this appears in none of them
 */
public record IssuerProfile(
    String name,
    @Nullable String url,
    @Nullable String description,
    @Nullable String email,
    @Nullable String image,
    @Nullable String countryCode,
    IssuingSettings issuing) {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
  private static final Set<String> COUNTRIES = Set.of(java.util.Locale.getISOCountries());

  /** Creates a profile with the default settings. */
  public IssuerProfile(
      String name,
      @Nullable String url,
      @Nullable String description,
      @Nullable String email,
      @Nullable String image,
      @Nullable String countryCode) {
    this(name, url, description, email, image, countryCode, IssuingSettings.USUAL);
  }

  /** Reads the body of {@code PUT /issuers/{issuer}}. */
  public static IssuerProfile read(FieldReader fields) {
    return new IssuerProfile(
        fields.requiredText("name", 200),
        fields.url("url").orElse(null),
        fields.text("description", 2_000).orElse(null),
        fields.matching("email", EMAIL, "Give an e-mail address.").orElse(null),
        fields.object("image", IssuerProfile::image).flatMap(id -> id).orElse(null),
        fields.object("address", IssuerProfile::country).flatMap(code -> code).orElse(null),
        fields.object("issuing", IssuingSettings::read).orElse(IssuingSettings.USUAL));
  }

  /** Returns the profile as a credential contains it, with the DID as its id. */
  public JsonObject toJson(String did) {
    return JsonObject.builder()
        .put("id", did)
        .put("type", JsonArray.ofStrings("Profile"))
        .put("name", name)
        .put("url", url)
        .put("description", description)
        .put("email", email)
        .put("image", image == null ? null : imageJson(image))
        .put(
            "address",
            countryCode == null
                ? null
                : JsonObject.builder()
                    .put("type", JsonArray.ofStrings("Address"))
                    .put("addressCountryCode", countryCode)
                    .build())
        .build();
  }

  private static Optional<String> image(FieldReader fields) {
    fields.requirePresent("id");
    fields.typed("type", "Image");
    return fields.url("id");
  }

  private static Optional<String> country(FieldReader fields) {
    fields.typed("type", "Address");
    return fields.oneOf("addressCountryCode", COUNTRIES, null);
  }

  private static JsonObject imageJson(String url) {
    return JsonObject.builder().put("id", url).put("type", "Image").build();
  }
}
