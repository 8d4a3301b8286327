package org.sceau.emulator.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Answers ListObjectsV2: one page of a bucket's keys in the order of their UTF-8 bytes. */
final class Listing {

  private static final int MAX_KEYS = 1000;

  private Listing() {}

  /**
   * Returns a page.
   *
   * @param query of the request, which has the SDK's {@code encoding-type}
   */
  static byte[] of(String name, Bucket bucket, Map<String, String> query) {
    var prefix = query.getOrDefault("prefix", "");
    int most = Math.min(MAX_KEYS, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
    var token = query.getOrDefault("continuation-token", "");
    var after = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    List<StoredObject> page = new ArrayList<>();
    boolean isTruncated = false;
    for (var object : bucket.after(after).values()) {
      if (object.key().startsWith(prefix)) {
        isTruncated = page.size() == most;
        if (isTruncated) {
          break;
        }
        page.add(object);
      }
    }
    var xml = new Xml().open("ListBucketResult");
    xml.element("Name", name)
        .element("Prefix", encoded(prefix))
        .element("KeyCount", Integer.toString(page.size()))
        .element("MaxKeys", Integer.toString(most))
        .element("EncodingType", "url")
        .element("IsTruncated", Boolean.toString(isTruncated));
    if (isTruncated) {
      var last = page.getLast().key().getBytes(StandardCharsets.UTF_8);
      xml.element("NextContinuationToken", Base64.getUrlEncoder().encodeToString(last));
    }
    for (var object : page) {
      xml.open("Contents")
          .element("Key", encoded(object.key()))
          .element("ETag", object.etag())
          .element("Size", Integer.toString(object.body().length))
          .close("Contents");
    }
    return xml.close("ListBucketResult").bytes();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
