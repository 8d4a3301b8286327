package org.sceau.local.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.sceau.local.wire.AwsException;

/** ListObjectsV2: one page of a bucket's keys in the order of their UTF-8 bytes. */
final class Listing {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_KEYS = 1000;

  private final Map<String, String> query;
  private final String prefix;
  private final String delimiter;
  private final int maxKeys;
  private final List<Map.Entry<String, Bucket.Entry>> objects = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private boolean truncated;
  private String last;

  private Listing(Map<String, String> query) {
    this.query = query;
    this.prefix = query.getOrDefault("prefix", "");
    this.delimiter = query.getOrDefault("delimiter", "");
    this.maxKeys = maxKeys(query.getOrDefault("max-keys", "1000"));
    this.last =
        query.containsKey("continuation-token")
            ? decodeToken(query.get("continuation-token"))
            : query.getOrDefault("start-after", "");
  }

  static byte[] of(
      String bucket, NavigableMap<String, Bucket.Entry> keys, Map<String, String> query) {
    var listing = new Listing(query);
    listing.gather(keys);
    return listing.xml(bucket);
  }

  private void gather(NavigableMap<String, Bucket.Entry> keys) {
    var from = keys.tailMap(prefix, true);
    if (!last.isEmpty() && keys.comparator().compare(last, prefix) >= 0) {
      from = keys.tailMap(last, false);
    }
    for (var entry : from.entrySet()) {
      var key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      var folder = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
      if (!folder.isEmpty()
          && (folder.equals(last) || last.startsWith(folder) || folders.contains(folder))) {
        continue;
      }
      if (objects.size() + folders.size() >= maxKeys) {
        truncated = maxKeys > 0;
        return;
      }
      if (folder.isEmpty()) {
        objects.add(entry);
        last = key;
      } else {
        folders.add(folder);
        last = folder;
      }
    }
  }

  private byte[] xml(String bucket) {
    var xml = new Xml().open("ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"");
    xml.element("Name", bucket)
        .element("Prefix", encoded(prefix))
        .element("KeyCount", (long) objects.size() + folders.size())
        .element("MaxKeys", maxKeys)
        .element("IsTruncated", Boolean.toString(truncated));
    if (!delimiter.isEmpty()) {
      xml.element("Delimiter", encoded(delimiter));
    }
    if (query.containsKey("encoding-type")) {
      xml.element("EncodingType", "url");
    }
    if (truncated) {
      xml.element(
          "NextContinuationToken",
          Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }
    for (var object : objects) {
      xml.open("Contents")
          .element("Key", encoded(object.getKey()))
          .element("LastModified", TIME.format(object.getValue().lastModified()))
          .element("ETag", object.getValue().etag())
          .element("Size", object.getValue().size())
          .element("StorageClass", "STANDARD")
          .close("Contents");
    }
    for (var folder : folders) {
      xml.open("CommonPrefixes").element("Prefix", encoded(folder)).close("CommonPrefixes");
    }
    return xml.close("ListBucketResult").bytes();
  }

  private String encoded(String text) {
    return "url".equals(query.get("encoding-type"))
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/")
        : text;
  }

  private static int maxKeys(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, MAX_KEYS);
    } catch (NumberFormatException _) {
      throw AwsException.of("InvalidArgument", "Provided max-keys not an integer");
    }
  }

  private static String decodeToken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw AwsException.of("InvalidArgument", "The continuation token provided is incorrect");
    }
  }
}
