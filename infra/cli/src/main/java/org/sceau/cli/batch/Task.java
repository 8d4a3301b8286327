package org.sceau.cli.batch;

import java.util.List;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/**
 * Turns a row into a request. A row that is sent twice must have the effect of one that is sent
 * once: the same row makes the same item, by which the API recognises it.
 */
public interface Task {

  /** The word under which the task is kept in a journal. */
  String name();

  /** The path of the API below its host. */
  String path();

  /** The member of the request that holds the items, and whose places the API names. */
  String member();

  /** The request for some items. */
  default JsonObject request(List<BatchItem> items) {
    var bodies = items.stream().<JsonValue>map(BatchItem::body).toList();
    return JsonObject.EMPTY.with(member(), new JsonArray(bodies));
  }

  /** Reads the outcome of an item from its result in the answer. */
  Answered read(JsonObject result, BatchItem item);

  /** What the API says of one item. */
  sealed interface Answered {

    record Settled(RowOutcome outcome) implements Answered {}

    /** Not known, or not tried: to be sent again. */
    record Again() implements Answered {}
  }
}
