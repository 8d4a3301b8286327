package org.sceau.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a value without white space, members in their order, numbers as they were read. */
public final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  public static String write(JsonValue value) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  public static byte[] writeBytes(JsonValue value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonValue value, JsonGenerator generator) throws IOException {
    switch (value) {
      case JsonObject(var members) -> {
        generator.writeStartObject();
        for (var member : members.entrySet()) {
          generator.writeFieldName(member.getKey());
          write(member.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case JsonArray(var items) -> {
        generator.writeStartArray();
        for (var item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case JsonString(var text) -> generator.writeString(text);
      case JsonNumber(var literal) -> generator.writeNumber(literal);
      case JsonBoolean(var truth) -> generator.writeBoolean(truth);
      case JsonNull() -> generator.writeNull();
    }
  }
}
