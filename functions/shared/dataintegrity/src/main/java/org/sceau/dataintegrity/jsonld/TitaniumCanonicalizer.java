package org.sceau.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.deseralization.JsonLdToRdf;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.flattening.NodeMap;
import com.apicatalog.jsonld.flattening.NodeMapBuilder;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import com.apicatalog.jsonld.uri.UriValidationPolicy;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import jakarta.json.spi.JsonProvider;
import java.io.StringWriter;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Implements {@link Canonicalizer} with Titanium and only the bundled contexts. Thread-safe. */
public final class TitaniumCanonicalizer implements Canonicalizer {

  private static final int EFFORT_OF_OBJECT = 6;

  /** The work of twelve hundred objects, for which a small machine takes half a second. */
  private static final int MOST_EFFORT = 1_200 * EFFORT_OF_OBJECT;

  private static final Pattern IN_BRACKETS = Pattern.compile("\\[(.+?)]");

  /**
   * Titanium logs words of the document, which may be personal; the reference keeps the logger off.
   */
  private static final Logger SILENT = Logger.getLogger("com.apicatalog.jsonld");

  static {
    SILENT.setLevel(Level.OFF);
  }

  private final BundledContexts contexts;
  private final ParsedContexts parsed;
  private final JsonProvider provider = JsonProvider.provider();
  private final TermScopes scopes;

  public TitaniumCanonicalizer(BundledContexts contexts) {
    this.contexts = contexts;
    this.parsed = new ParsedContexts(contexts);
    this.scopes = new TermScopes(this::options, provider);
  }

  @Override
  public Canonicalization canonicalize(JsonObject document, Digest digest) {
    var canonicalization =
        shortWay(document, digest)
            .<Canonicalization>map(Canonicalization.Canonical::new)
            .orElseGet(() -> longWay(document, digest));
    return canonicalization instanceof Canonicalization.Canonical
        ? PlainForm.violation(document, scopes)
            .<Canonicalization>map(Canonicalization.Unreadable::new)
            .orElse(canonicalization)
        : canonicalization;
  }

  /** Canonicalizes a plain document; empty if it is not plain, or has no canonical form. */
  Optional<String> shortWay(JsonObject document, Digest digest) {
    return FastCanonicalizer.canonicalize(document, digest, contexts, scopes);
  }

  /** Canonicalizes any document, or tells what is wrong with it. */
  Canonicalization longWay(JsonObject document, Digest digest) {
    if (effort(document) > MOST_EFFORT) {
      return new Canonicalization.Unknown(
          "The document has more objects than are looked at in a document of its kind.");
    }
    try {
      var input = new SafeInput(contexts, provider);
      var expanded = expand(JsonDocument.of(input.convert(document)));
      SafeExpansion.check(expanded, input.leaves());
      return new Canonicalization.Canonical(canonical(expanded, digest));
    } catch (RefusedException refused) {
      return refused.isUnknown()
          ? new Canonicalization.Unknown(refused.reason())
          : new Canonicalization.Refused(refused.reason());
    }
  }

  @Override
  public Normalization normalize(JsonObject secured) {
    boolean hasProof = secured.has("proof") || secured.has(NormalForm.PROOF);
    return !hasProof || effort(secured) > MOST_EFFORT
        ? new Normalization.None()
        : isPlain(secured)
            ? new Normalization.Normalized(secured)
            : new NormalForm(this, contexts, scopes, provider).of(secured);
  }

  /** Tells whether the document and its proofs can be read as they are. */
  private boolean isPlain(JsonObject secured) {
    var context = secured.get("@context");
    return context != null
        && !secured.list("proof").isEmpty()
        && canonicalize(secured.without("proof"), Digest.SHA_256)
            instanceof Canonicalization.Canonical
        && secured.list("proof").stream()
            .allMatch(proof ->
                proof instanceof JsonObject object
                    && object.string("type").isPresent()
                    && canonicalize(object.with("@context", context), Digest.SHA_256)
                        instanceof Canonicalization.Canonical);
  }

  /** Expands a document that is brought into its normal form. */
  jakarta.json.JsonArray expandForeign(JsonObject document) throws RefusedException {
    var input = SafeInput.toBeRewritten(contexts, provider);
    var expanded = expand(JsonDocument.of(input.convert(document)));
    SafeExpansion.check(expanded, input.leaves());
    return expanded;
  }

  /** Returns the number of cached scopes. */
  int scopes() {
    return scopes.size();
  }

  /**
   * Estimates the work that the contexts of the document's objects cause: each is processed once
   * for each object.
   */
  private static int effort(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        int effort = EFFORT_OF_OBJECT;
        for (var member : object.members().entrySet()) {
          effort += effort(member.getValue());
          if (member.getValue() instanceof JsonArray(var items) && isType(member.getKey())) {
            effort += items.size();
          }
        }
        yield effort;
      }
      case JsonArray(var items) -> items.stream().mapToInt(TitaniumCanonicalizer::effort).sum();
      default -> 0;
    };
  }

  private static boolean isType(String name) {
    return name.equals("type") || name.equals("@type");
  }

  private jakarta.json.JsonArray expand(Document document) throws RefusedException {
    try {
      return JsonLd.expand(document).options(options()).get();
    } catch (JsonLdError error) {
      throw new RefusedException(sentence(error));
    }
  }

  JsonLdOptions options() {
    var options = new JsonLdOptions(this::load);
    options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
    options.setUriValidation(UriValidationPolicy.None);
    return options;
  }

  private static String sentence(JsonLdError error) {
    var innermost = error;
    while (innermost.getCause() instanceof JsonLdError cause) {
      innermost = cause;
    }
    if (innermost.getCode() == JsonLdErrorCode.UNDEFINED_TERM) {
      // The processor names the term nowhere but in its message.
      var term = IN_BRACKETS.matcher(String.valueOf(innermost.getMessage()));
      if (term.find()) {
        return "The term \"" + term.group(1) + "\" is not defined by any context where it stands.";
      }
    }
    if (innermost.getCode() == JsonLdErrorCode.PROTECTED_TERM_REDEFINITION) {
      return "A context of the document redefines a protected term of another.";
    }
    return "The document is not JSON-LD: " + innermost.getMessage();
  }

  static String canonical(jakarta.json.JsonArray expanded, Digest digest) throws RefusedException {
    var limit = new WorkLimit();
    var canon = RdfCanon.create(digest.id(), limit);
    var nquads = new StringWriter();
    try {
      JsonLdToRdf.with(NodeMapBuilder.with(expanded, new NodeMap()).build())
          // SafeExpansion has been through every IRI; what it lets pass must not be dropped here.
          .uriValidation(UriValidationPolicy.None)
          .provide(limit.counting(canon));
      canon.provide(new NQuadsWriter(nquads));
    } catch (WorkLimit.ExceededException _) {
      throw RefusedException.unknown(
          "Too many objects of the document look the same to bring them into an order.");
    } catch (JsonLdError | RdfConsumerException e) {
      throw new RefusedException("The document has no form in RDF: " + e.getMessage());
    }
    return nquads.toString();
  }

  private Document load(URI url, DocumentLoaderOptions options) throws JsonLdError {
    return parsed
        .document(url.toString())
        .orElseThrow(() ->
            new JsonLdError(
                JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                "The context \"" + url + "\" is not known."));
  }
}
