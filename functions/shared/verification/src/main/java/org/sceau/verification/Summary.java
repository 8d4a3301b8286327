package org.sceau.verification;

import java.util.ArrayList;
import java.util.List;
import org.sceau.json.JsonObject;

/** Chooses the sentences about a report that say no more than was checked. */
public final class Summary {

  /** What the status of a credential was looked at for. */
  private enum Looked {
    /** Revocation and suspension. */
    BOTH,
    REVOCATION,
    SUSPENSION,
    /** Other purposes alone, such as messages. */
    OTHER,
    /** The credential has no status. */
    NONE
  }

  private Summary() {}

  /** Returns the headline: the foremost problem, or that the credential is good. */
  public static String headline(VerificationReport report, Messages words) {
    return report.foremost().map(words::headline).orElseGet(() -> words.text("headline.VERIFIED"));
  }

  /** Returns one plain sentence on the whole report. */
  public static String sentence(VerificationReport report, Messages words) {
    return report
        .foremost()
        .map(words::sentence)
        .orElseGet(() -> words.text("sentence.VERIFIED." + looked(report)));
  }

  /** Returns the sentence on a check that passed. */
  public static String passed(Check check, VerificationReport report, Messages words) {
    return words.text(
        check == Check.STATUS
            ? "check.STATUS.passed." + looked(report)
            : "check." + check + ".passed");
  }

  private static Looked looked(VerificationReport report) {
    if (report.outcome(Check.STATUS) instanceof Outcome.NotApplicable
        || report.proven().isEmpty()) {
      return Looked.NONE;
    }
    var proven = report.proven().get();
    if (proven.status().isPresent()) {
      return Looked.BOTH;
    }
    List<String> purposes = new ArrayList<>();
    for (var entry : proven.credential().list("credentialStatus")) {
      if (entry instanceof JsonObject object) {
        purposes.add(object.string("statusPurpose").orElse(""));
      }
    }
    boolean revocation = purposes.contains("revocation");
    boolean suspension = purposes.contains("suspension");
    if (revocation && suspension) {
      return Looked.BOTH;
    }
    return revocation ? Looked.REVOCATION : suspension ? Looked.SUSPENSION : Looked.OTHER;
  }
}
