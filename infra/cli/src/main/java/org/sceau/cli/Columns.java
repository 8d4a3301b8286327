package org.sceau.cli;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sceau.cli.csv.CsvRow;
import org.sceau.verification.Messages;

/** Which column of a table holds what. */
final class Columns {

  private final List<String> header;
  private final Map<String, Integer> places;

  private Columns(List<String> header, Map<String, Integer> places) {
    this.header = header;
    this.places = places;
  }

  /**
   * What a table may hold.
   *
   * @param name as it is said with {@code --map}
   * @param usual how columns that hold it are usually called, as {@link #plain} has it
   */
  record Field(String name, List<String> usual) {

    /** Reads fields from lines of the form {@code name: usual usual}. */
    static List<Field> table(String text) {
      return text.lines()
          .map(line -> line.split(": ", 2))
          .map(row -> new Field(row[0], List.of(row[1].split(" ", -1))))
          .toList();
    }
  }

  /** A {@code --map} that leads nowhere; the message is the key of a phrase. */
  static final class UnknownException extends Exception {

    private static final long serialVersionUID = 1;

    private final String what;
    private final String choice;

    UnknownException(String phrase, String what, String choice) {
      super(phrase);
      this.what = what;
      this.choice = choice;
    }

    String text(Messages phrases) {
      return phrases.text(String.valueOf(getMessage()), PlainText.of(what), choice);
    }
  }

  /**
   * Finds the columns: those that were told, then those of usual names. A column that is told to
   * hold nothing is left out.
   */
  static Columns of(List<String> header, List<Field> fields, Map<String, String> told)
      throws UnknownException {
    Map<String, Integer> places = new LinkedHashMap<>();
    var names = fields.stream().map(Field::name).toList();
    for (var entry : told.entrySet()) {
      int column = header.indexOf(entry.getKey());
      if (column < 0) {
        throw new UnknownException(
            "map.noColumn", entry.getKey(), PlainText.of(String.join(", ", header)));
      }
      if (!entry.getValue().isEmpty()
          && (!names.contains(entry.getValue()) || places.put(entry.getValue(), column) != null)) {
        throw new UnknownException("map.noField", entry.getValue(), String.join(", ", names));
      }
    }
    for (var field : fields) {
      if (!places.containsKey(field.name())) {
        usual(header, field)
            .filter(
                column -> !told.containsKey(header.get(column)) && !places.containsValue(column))
            .ifPresent(column -> places.put(field.name(), column));
      }
    }
    return new Columns(header, places);
  }

  private static Optional<Integer> usual(List<String> header, Field field) {
    for (var usual : field.usual()) {
      for (int i = 0; i < header.size(); i++) {
        if (plain(header.get(i)).equals(usual)) {
          return Optional.of(i);
        }
      }
    }
    return Optional.empty();
  }

  boolean have(String field) {
    return places.containsKey(field);
  }

  /** The cell that holds it, without blanks around it; empty if there is none, or nothing in it. */
  Optional<String> cell(CsvRow row, String field) {
    return Optional.ofNullable(places.get(field))
        .map(column -> row.cells().get(column).strip())
        .filter(text -> !text.isEmpty());
  }

  /** The name of the column that holds it, or of the field. */
  String nameOf(String field) {
    var column = places.get(field);
    return column == null ? field : header.get(column);
  }

  int count() {
    return header.size();
  }

  /** {@code column → field} of each that is read. */
  List<String> read() {
    List<String> read = new ArrayList<>();
    places.forEach((field, column) -> read.add(header.get(column) + " → " + field));
    return read;
  }

  /** Those that are not. */
  List<String> unread() {
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!places.containsValue(i) && !header.get(i).isEmpty()) {
        unread.add(header.get(i));
      }
    }
    return unread;
  }

  /** Letters and digits alone, in lower case, without accents. */
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "");
  }
}
