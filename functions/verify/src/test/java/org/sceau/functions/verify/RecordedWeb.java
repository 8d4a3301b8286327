package org.sceau.functions.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Fetcher;

/** Answers with the documents of a test and records what was fetched. */
final class RecordedWeb implements Fetcher {

  /** The addresses in the order of their fetches. */
  final List<String> fetched = new ArrayList<>();

  final List<Wanted> wanted = new ArrayList<>();

  private final Map<String, Supplier<Fetch>> documents = new HashMap<>();

  void publish(String url, JsonObject document) {
    publish(url, JsonWriter.write(document));
  }

  void publish(String url, String document) {
    answers(
        url,
        new Fetch.Fetched(
            document.getBytes(StandardCharsets.UTF_8), "application/json", null, null));
  }

  void answers(String url, Fetch fetch) {
    documents.put(url, () -> fetch);
  }

  @Override
  public Fetch fetch(Wanted asked) {
    fetched.add(asked.url());
    wanted.add(asked);
    return documents
        .getOrDefault(asked.url(), () -> new Fetch.NotFetched(Reason.UNAVAILABLE))
        .get();
  }
}
