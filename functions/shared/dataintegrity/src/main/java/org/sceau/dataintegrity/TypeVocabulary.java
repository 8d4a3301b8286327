package org.sceau.dataintegrity;

import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

/** Says what the types of a document mean by its contexts. */
@FunctionalInterface
public interface TypeVocabulary {

  /**
   * The types of a credential or presentation that no context maps to a URL, and the terms of its
   * own contexts that are another's already (Verifiable Credentials Data Model v2.0, section 4.5).
   * Nothing is fetched: with a context that is not at hand no type is called unmapped.
   */
  List<Violation> violations(JsonObject document);
}
