package org.sceau.e2e;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.sceau.local.AwsServices;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What must hold of a deployment whatever went wrong, judged by its tables and by what it has made
 * public. It reads both by itself, so that it cannot share a mistake with what it judges, and it
 * remembers what it saw before.
 */
final class Invariants implements AutoCloseable {

  private static final String BUCKET = "sceau-publicbucket";
  private static final Pattern LIST = Pattern.compile("status/(.+)-(revocation|suspension)-(\\d+)");
  private static final Pattern KEPT = Pattern.compile("status-history/(.+)/(\\d+)");

  /** All that may be on record of a credential that was erased. */
  private static final Set<String> LEFT =
      Set.of("id", "issuer", "list", "index", "status", "statusSince", "erasedAt");

  private final String base;
  private final ApiClient web;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;

  private final Map<String, Map<String, Object>> didDocuments = new HashMap<>();

  /** What was found under a key and verified. */
  private final Map<String, Found> found = new HashMap<>();

  private final Set<String> verifiedCredentials = new HashSet<>();

  /** The newest public form of each list that was seen. */
  private final Map<String, Found> newest = new HashMap<>();

  private final Map<String, String> handedOut = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();

  private record Found(String etag, String text, long sequence, PublicLists.PublicList list) {}

  private record Place(String list, int index) {}

  /** Both forms of a credential, each after its length, and of a JWT its parts. */
  private record Forms(String jwt, String embedded) {

    static Forms of(Map<String, AttributeValue> item) {
      var inflater = new Inflater();
      inflater.setInput(attribute(item, "forms").b().asByteArray());
      try (var in =
              new DataInputStream(
                  new InflaterInputStream(InputStream.nullInputStream(), inflater));
          var dictionary =
              Forms.class.getResourceAsStream("/org/sceau/dynamodb/forms.dictionary")) {
        require(inflater.inflate(new byte[1]) == 0 && dictionary != null, "has a dictionary");
        inflater.setDictionary(
            new String(dictionary.readAllBytes(), StandardCharsets.UTF_8)
                .replace("\n", "")
                .getBytes(StandardCharsets.UTF_8));
        var embedded = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        require(in.readInt() == 3, "a JWT has three parts");
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var jwt = new StringJoiner(".");
        for (int part = 0; part < 3; part++) {
          jwt.add(base64.encodeToString(in.readNBytes(in.readInt())));
        }
        return new Forms(jwt.toString(), embedded);
      } catch (IOException | DataFormatException e) {
        throw new IllegalStateException(e);
      } finally {
        inflater.end();
      }
    }
  }

  Invariants(String base, AwsServices services) {
    this.base = base;
    this.web = new ApiClient(base);
    this.dynamoDb = services.dynamoDbClient();
    this.s3 = services.s3Client();
  }

  /** Somebody was given this credential. */
  synchronized void handedOut(String id, String jwt) {
    var before = handedOut.put(id, jwt);
    require(before == null || before.equals(jwt), "N7: two credentials " + id);
  }

  /** Somebody was told that the credential is revoked. */
  synchronized void revoked(String id) {
    revoked.add(id);
  }

  /** Insists on all that must hold at any moment. */
  void check() {
    check(false);
  }

  /** Insists also on what must hold after the publisher came to its end. */
  void checkPublished() {
    check(true);
  }

  /** How many positions are set in the public list. */
  int publicBits(String list) {
    return PublicLists.embedded(web.get("/status/" + list).text(), this::didDocument)
        .bits()
        .cardinality();
  }

  /** How many credentials are on record. */
  int credentials() {
    return (int)
        scan("CredentialsTable").stream().filter(item -> item.containsKey("index")).count();
  }

  @Override
  public void close() {
    web.close();
    dynamoDb.close();
    s3.close();
  }

  private synchronized void check(boolean published) {
    // Keys come and go: the documents are read anew.
    didDocuments.clear();
    // What is public is read first, while publishers go on: what it says must then be in the
    // history, since a copy is kept before a list is public, and in the tables.
    Map<String, Found> objects = new TreeMap<>();
    keys("status/").forEach((key, etag) -> objects.put(key, object(key, etag)));
    var history = history();
    Map<String, BitSet> publicBits = new HashMap<>();
    objects.forEach((key, object) -> {
      if (!key.endsWith(".jwt")) {
        publicBits.put(key.substring("status/".length()), list(key, object, history));
      }
    });
    objects.forEach((key, object) -> {
      if (key.endsWith(".jwt")) {
        var bits = jwt(key, object);
        var json = publicBits.get(key.substring("status/".length(), key.length() - 4));
        require(!published || bits.equals(json), "N4: the forms differ, " + bits + " of " + key);
      }
    });
    var credentials = scan("CredentialsTable");
    var lists = scan("StatusListsTable");
    var places = places(credentials);
    var set = entries(lists, "set#");
    claims(places, entries(lists, "claim#"), lists);
    records(credentials, places, set.keySet());
    heads(lists, publicBits, set.keySet(), published);
  }

  /**
   * N1, N8: who holds which position; every credential verifies and says the same, or is erased and
   * says nothing.
   */
  private Map<Place, String> places(List<Map<String, AttributeValue>> items) {
    Map<Place, String> places = new HashMap<>();
    for (var item : items) {
      if (!item.containsKey("index")) {
        continue;
      }
      var id = text(item, "id");
      var place = new Place(text(item, "list"), Integer.parseInt(number(item, "index")));
      var other = places.put(place, id);
      require(other == null, "N1: " + place + " is of " + id + " and " + other);
      if (item.containsKey("erasedAt")) {
        require(LEFT.containsAll(item.keySet()), "what is left of " + id + " is " + item.keySet());
      } else if (verifiedCredentials.add(id)) {
        var content = PublicLists.credential(Forms.of(item).jwt, this::didDocument);
        require((base + "/c/" + id).equals(content.get("id")), "N8: " + id + " is another's");
        var entry = PublicLists.map(content, "credentialStatus");
        require(
            (base + "/status/" + place.list).equals(entry.get("statusListCredential"))
                && Integer.toString(place.index).equals(entry.get("statusListIndex")),
            "N8: " + id + " is recorded at " + place + " and says " + entry);
        var embedded = PublicLists.parse(Forms.of(item).embedded);
        require(
            embedded.get("credentialStatus") instanceof Map<?, ?> inner && inner.equals(entry),
            "N7: the forms of " + id + " differ");
      }
    }
    return places;
  }

  /** N2: a position is claimed by whom it is recorded for, and by nobody else. */
  private static void claims(
      Map<Place, String> places,
      Map<Place, Map<String, AttributeValue>> claims,
      List<Map<String, AttributeValue>> lists) {
    Map<Place, String> claimed = new HashMap<>();
    claims.forEach((place, item) -> claimed.put(place, text(item, "credential")));
    require(claimed.equals(places), "N2: claimed " + claimed + ", recorded " + places);
    Map<String, Integer> used = new HashMap<>();
    places.keySet().forEach(place -> used.merge(place.list, 1, Integer::sum));
    for (var item : lists) {
      if (text(item, "entry").equals("head")) {
        var list = text(item, "list");
        require(
            used.getOrDefault(list, 0) <= Long.parseLong(number(item, "allocated")),
            "N1: more positions are used than were given out of " + list);
      }
    }
  }

  /** N3, N7, N8: what somebody was told is on record. */
  private void records(
      List<Map<String, AttributeValue>> items, Map<Place, String> places, Set<Place> set) {
    Map<String, Map<String, AttributeValue>> credentials = new HashMap<>();
    items.forEach(item -> credentials.put(text(item, "id"), item));
    handedOut.forEach((id, jwt) -> {
      var item = credentials.get(id);
      require(item != null, "N8: " + id + " was handed out and is not on record");
      require(
          item != null && (item.containsKey("erasedAt") || jwt.equals(Forms.of(item).jwt)),
          "N7: other bytes of " + id);
    });
    for (var id : revoked) {
      var item = credentials.get(id);
      require(
          item != null && "revoked".equals(text(item, "status")),
          "N3: the revocation of " + id + " is lost");
    }
    Set<Place> revokedPlaces = new HashSet<>();
    places.forEach((place, id) -> {
      var item = credentials.get(id);
      if (item != null && "revoked".equals(text(item, "status"))) {
        revokedPlaces.add(place);
      }
    });
    require(revokedPlaces.equals(set), "N3: bits " + set + ", revoked " + revokedPlaces);
    for (var item : items) {
      if (item.containsKey("awardKey")) {
        require(
            credentials.containsKey(text(item, "credential")),
            "N7: an award without its credential: " + text(item, "id"));
      }
    }
  }

  /** N3, N4, N5: what is public agrees with the tables, wholly so after publication. */
  private static void heads(
      List<Map<String, AttributeValue>> lists,
      Map<String, BitSet> publicBits,
      Set<Place> set,
      boolean published) {
    Map<String, BitSet> recorded = new HashMap<>();
    for (var item : lists) {
      if (text(item, "entry").equals("head")) {
        recorded.put(text(item, "list"), new BitSet());
      }
    }
    for (var place : set) {
      var bits = recorded.get(place.list);
      require(bits != null, "a bit in a list that was never opened: " + place);
      if (bits != null) {
        bits.set(place.index);
      }
    }
    publicBits.forEach((list, bits) -> {
      var more = (BitSet) bits.clone();
      var records = recorded.get(list);
      require(records != null, "N12: a public list that was never opened: " + list);
      if (records != null) {
        more.andNot(records);
      }
      require(more.isEmpty(), "N12: public bits of " + list + " that nobody set: " + more);
    });
    if (published) {
      require(publicBits.equals(recorded), "N4: public " + publicBits + ", on record " + recorded);
    }
  }

  /**
   * N5, N6, N11, N12: the public list verifies in both forms, is the issuer's, was kept, and takes
   * nothing back.
   */
  private BitSet list(String key, Found object, Map<String, SortedMap<Long, Found>> history) {
    if (object.equals(newest.get(key))) {
      return object.list.bits();
    }
    var name = LIST.matcher(key);
    require(name.matches(), "N12: an object that is no list: " + key);
    var list = object.list;
    require(list.id().equals(base + "/" + key), "N12: " + list.id() + " under " + key);
    require(
        list.issuer().equals(didDocument(name.group(1)).get("id")),
        "N12: " + key + " is of " + list.issuer());
    require(list.purpose().equals(name.group(2)), "N12: " + key + " is of " + list.purpose());
    var served = web.get("/" + key);
    require(served.status() == 200, "N6: " + key + " is answered with " + served.status());
    var copies = history.get(key.substring("status/".length()));
    var kept = copies == null ? null : copies.get(object.sequence);
    require(
        kept != null && kept.text.equals(object.text),
        "N5: number " + object.sequence + " of " + key + " was not kept");
    forward(key, object);
    return list.bits();
  }

  /** The other form: it may come a moment later, and takes nothing back either. */
  private BitSet jwt(String key, Found object) {
    require(
        object.list.id().equals(base + "/" + key.replace(".jwt", "")),
        "N12: another list under " + key);
    forward(key, object);
    return object.list.bits();
  }

  private void forward(String key, Found object) {
    var before = newest.put(key, object);
    if (before != null) {
      require(before.sequence <= object.sequence, "N5: " + key + " went back");
      require(
          before.sequence < object.sequence || before.text.equals(object.text),
          "N6: " + key + " changed under one number");
      lost(key, before.list.bits(), object.list.bits());
    }
  }

  /** N5, N11: every list that ever was public verifies on its own, and none takes a bit back. */
  private Map<String, SortedMap<Long, Found>> history() {
    Map<String, SortedMap<Long, Found>> history = new HashMap<>();
    keys("status-history/")
        .forEach((key, etag) -> {
          var kept = KEPT.matcher(key.replace(".jwt", ""));
          require(kept.matches(), "N12: an object that is none of the history: " + key);
          var before = found.get(key);
          var object = object(key, etag);
          require(before == null || before.equals(object), "N5: a kept copy changed: " + key);
          require(
              object.list.id().equals(base + "/status/" + kept.group(1)),
              "N12: another list under " + key);
          if (!key.endsWith(".jwt")) {
            history
                .computeIfAbsent(kept.group(1), _ -> new TreeMap<>())
                .put(Long.parseLong(kept.group(2)), object);
          }
        });
    history.forEach((list, copies) -> {
      var before = new BitSet();
      for (var copy : copies.values()) {
        lost("status-history/" + list + "/" + copy.sequence, before, copy.list.bits());
        before = copy.list.bits();
      }
    });
    return history;
  }

  private static void lost(String key, BitSet before, BitSet after) {
    var lost = (BitSet) before.clone();
    lost.andNot(after);
    require(lost.isEmpty(), "N5: " + key + " takes back " + lost);
  }

  /** Of a DID, or of an issuer by its name here. */
  private Map<String, Object> didDocument(String did) {
    var issuer = did.substring(did.lastIndexOf(':') + 1);
    return didDocuments.computeIfAbsent(
        issuer,
        _ -> {
          var answer = web.get("/issuers/" + issuer + "/did.json");
          require(answer.status() == 200, "no document of " + did + ": " + answer.status());
          var document = PublicLists.parse(answer.text());
          require(
              !did.startsWith("did:") || did.equals(document.get("id")),
              "the document of " + did + " is of " + document.get("id"));
          return document;
        });
  }

  /** The keys that are there, and the tags of what is under them. */
  private Map<String, String> keys(String prefix) {
    Map<String, String> keys = new TreeMap<>();
    s3.listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix))
        .contents()
        .forEach(object -> keys.put(object.key(), object.eTag()));
    return keys;
  }

  /** What is under the key; read again only if its tag is another than the one before. */
  private Found object(String key, String etag) {
    var known = found.get(key);
    if (known != null && known.etag.equals(etag)) {
      return known;
    }
    var object = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key));
    var text = object.asUtf8String();
    var list =
        key.endsWith(".jwt")
            ? PublicLists.jwt(text, this::didDocument)
            : PublicLists.embedded(text, this::didDocument);
    var sequence = Long.parseLong(object.response().metadata().get("sequence"));
    var read = new Found(object.response().eTag(), text, sequence, list);
    found.put(key, read);
    return read;
  }

  private List<Map<String, AttributeValue>> scan(String table) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    dynamoDb
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(items::add);
    return items;
  }

  private static Map<Place, Map<String, AttributeValue>> entries(
      List<Map<String, AttributeValue>> lists, String prefix) {
    Map<Place, Map<String, AttributeValue>> entries = new HashMap<>();
    for (var item : lists) {
      var entry = text(item, "entry");
      if (entry.startsWith(prefix)) {
        entries.put(
            new Place(text(item, "list"), Integer.parseInt(entry.substring(prefix.length()))),
            item);
      }
    }
    return entries;
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return attribute(item, attribute).s();
  }

  private static String number(Map<String, AttributeValue> item, String attribute) {
    return attribute(item, attribute).n();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String attribute) {
    var value = item.get(attribute);
    if (value == null) {
      throw new AssertionError("no " + attribute + " in " + item.keySet());
    }
    return value;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
