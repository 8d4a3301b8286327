package org.sceau.dataintegrity.jsonld;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanonTicker;

/**
 * Stops a canonicalization that would try too many orders of blank nodes (RDF Dataset
 * Canonicalization, section 7.1). It counts steps, not time, so that every machine refuses the same
 * documents.
 */
final class WorkLimit implements RdfCanonTicker {

  /** Thrown at the step after the limit; the canonicalizer passes it to its caller. */
  static final class ExceededException extends IllegalStateException {

    private static final long serialVersionUID = 1;
  }

  private static final int STEPS_FOR_ANYONE = 4_000;
  private static final int STEPS_PER_BLANK_NODE = 8;

  private long steps = STEPS_FOR_ANYONE;

  /** Passes quads on and raises the limit by their blank nodes. */
  RdfQuadConsumer counting(RdfQuadConsumer next) {
    return new RdfQuadConsumer() {
      @Override
      public RdfQuadConsumer quad(
          String subject,
          String predicate,
          String object,
          String datatype,
          String language,
          String direction,
          String graph)
          throws com.apicatalog.rdf.api.RdfConsumerException {
        for (var term : new String[] {subject, object, graph}) {
          if (RdfQuadConsumer.isBlank(term)) {
            steps += STEPS_PER_BLANK_NODE;
          }
        }
        next.quad(subject, predicate, object, datatype, language, direction, graph);
        return this;
      }
    };
  }

  @Override
  public void tick() {
    if (--steps < 0) {
      throw new ExceededException();
    }
  }
}
