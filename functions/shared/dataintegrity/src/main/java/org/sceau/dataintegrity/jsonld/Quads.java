package org.sceau.dataintegrity.jsonld;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sceau.dataintegrity.Digest;

/**
 * Collects quads of the default graph, and canonicalizes them if the quads of each blank node
 * distinguish it from all others (RDF Dataset Canonicalization, section 4.4.3, steps 3 to 5): then
 * no orders of blank nodes need to be tried.
 */
final class Quads {

  private static final String BLANK = "_:";

  /** A quad; its parts are in N-Quads syntax. */
  private record Quad(String subject, String predicate, String object) {}

  private final Set<Quad> quads = new LinkedHashSet<>();
  private final Map<String, List<Quad>> around = new HashMap<>();

  /** Creates a blank node. */
  String blank() {
    var label = BLANK + around.size();
    around.put(label, new ArrayList<>());
    return label;
  }

  /** Adds a quad unless it exists. */
  void add(String subject, String predicate, String object) {
    var quad = new Quad(subject, predicate, object);
    if (quads.add(quad)) {
      note(subject, quad);
      note(object, quad);
    }
  }

  /** Returns the canonical form; empty if blank nodes have the same hash. */
  Optional<String> canonical(Digest digest) {
    var hashes = new TreeMap<String, String>();
    var hashing = messageDigest(digest);
    for (var node : around.entrySet()) {
      if (hashes.put(hash(node.getKey(), node.getValue(), hashing), node.getKey()) != null) {
        return Optional.empty();
      }
    }
    Map<String, String> labels = new HashMap<>();
    for (var label : hashes.values()) {
      labels.put(label, BLANK + "c14n" + labels.size());
    }
    var lines = new String[quads.size()];
    int length = 0;
    int i = 0;
    for (var quad : quads) {
      lines[i] =
          line(
              labels.getOrDefault(quad.subject, quad.subject),
              quad.predicate,
              labels.getOrDefault(quad.object, quad.object));
      length += lines[i].length();
      i++;
    }
    Arrays.sort(lines);
    var text = new StringBuilder(length);
    for (var line : lines) {
      text.append(line);
    }
    return Optional.of(text.toString());
  }

  private void note(String term, Quad quad) {
    var list = around.get(term);
    if (list != null) {
      list.add(quad);
    }
  }

  /** Section 4.6. */
  private static String hash(String node, List<Quad> quads, MessageDigest digest) {
    var lines = new String[quads.size()];
    for (int i = 0; i < lines.length; i++) {
      var quad = quads.get(i);
      lines[i] = line(masked(quad.subject, node), quad.predicate, masked(quad.object, node));
    }
    Arrays.sort(lines);
    for (var line : lines) {
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String masked(String term, String node) {
    if (!term.startsWith(BLANK)) {
      return term;
    }
    return term.equals(node) ? "_:a" : "_:z";
  }

  private static String line(String subject, String predicate, String object) {
    return subject + " " + predicate + " " + object + " .\n";
  }

  private static MessageDigest messageDigest(Digest digest) {
    try {
      return MessageDigest.getInstance(digest.id());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + digest.id(), e);
    }
  }
}
