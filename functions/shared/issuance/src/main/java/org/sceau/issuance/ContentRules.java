package org.sceau.issuance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.SafeText;
import org.sceau.json.Violation;
import org.sceau.openbadges.Markdown;

/**
 * Refuses content of an issuer-built credential that could harm a reader (controls, script links)
 * or expose the subject (plain or weakly hashed identifiers), as {@link AwardAchievementRequest}
 * does for awards. Only the members of a badge have a known meaning; the texts of other credentials
 * are checked because their page shows them.
 */
final class ContentRules {

  /** {@code IdentityHash} of Open Badges 3.0 with SHA-256; MD5 does not protect the identifier. */
  private static final Pattern HASH = Pattern.compile("sha256\\$[0-9A-Fa-f]{64}");

  /** The members of the type {@code Markdown} of Open Badges 3.0. */
  private static final Set<String> MARKDOWN = Set.of("narrative", "endorsementComment");

  /** The fewest Base64 characters that encode 128 bits. */
  private static final int SALT_CHARS = 22;

  private final boolean isBadge;
  private final List<Violation> found = new ArrayList<>();

  private ContentRules(boolean isBadge) {
    this.isBadge = isBadge;
  }

  /** Returns all violations with their paths. */
  static List<Violation> in(JsonObject credential, boolean isBadge) {
    var hazards = new ContentRules(isBadge);
    hazards.look("", "", credential);
    return List.copyOf(hazards.found);
  }

  private void look(String path, String name, JsonValue value) {
    switch (value) {
      case JsonString(var text) -> look(path, name, text);
      case JsonArray(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          look(path + "/" + i, name, items.get(i));
        }
      }
      case JsonObject object -> {
        if (isBadge && object.has("identityType")) {
          identity(path, object);
        }
        object
            .members()
            .forEach((member, inner) -> {
              var place = path + "/" + member.replace("~", "~0").replace("/", "~1");
              if (SafeText.hasControls(member)) {
                found.add(
                    new Violation(
                        place, "Leave control and direction characters out of the member's name."));
              }
              look(place, name.equals("image") && member.equals("id") ? name : member, inner);
            });
      }
      default -> {
        // A number, a truth value or null shows what it is.
      }
    }
  }

  private void look(String path, String name, String text) {
    if (SafeText.hasControls(text)) {
      found.add(new Violation(path, "Leave control and direction characters out of the text."));
    }
    if (isBadge && MARKDOWN.contains(name)) {
      Markdown.whyNot(text).ifPresent(reason -> found.add(new Violation(path, reason)));
    }
    if (isBadge
        && name.equals("image")
        && !text.startsWith("https://")
        && !text.startsWith("data:image/png;base64,")) {
      found.add(
          new Violation(
              path, "Give an address that begins with https://, or a PNG as a data: URL."));
    }
  }

  private void identity(String path, JsonObject identity) {
    if (!(identity.get("hashed") instanceof JsonBoolean(var hashed)) || !hashed) {
      if (AwardAchievementRequest.NEVER_PLAIN.contains(
          identity.string("identityType").orElse(""))) {
        found.add(
            new Violation(
                path + "/hashed", "Hash it: every reader of the credential would see it."));
      }
      return;
    }
    if (!HASH.matcher(identity.string("identityHash").orElse("")).matches()) {
      found.add(new Violation(path + "/identityHash", "Give sha256$ and 64 hexadecimal digits."));
    }
    if (identity.string("salt").filter(salt -> salt.length() >= SALT_CHARS).isEmpty()) {
      found.add(
          new Violation(
              path + "/salt",
              "Give a salt of 128 random bits, made for this credential alone: without it the hash"
                  + " can be guessed."));
    }
  }
}
