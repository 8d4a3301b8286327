package org.sceau.dataintegrity;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/** Checks the types of a document against its contexts. */
@FunctionalInterface
public interface TypeVocabulary {

  /**
   * Returns the types of a credential or presentation that no context maps to a URL, and the terms
   * of its own contexts that redefine another's (Verifiable Credentials Data Model v2.0, section
   * 4.5). Nothing is fetched: if a context is not bundled, no type counts as unmapped.
   */
  List<Violation> violations(JsonObject document);
}
