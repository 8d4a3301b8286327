package org.sceau.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.sceau.local.template.FunctionTemplate.Route;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/**
 * A SAM template, as far as one machine plays it. YAML tags are dropped on reading, so that {@code
 * !Ref Api} and {@code Api} are the same here.
 *
 * @param functions in the order of the template
 * @param tables the requests that make them; a table has its logical id for a name
 * @param buckets logical ids
 * @param keySpecs of the signing keys, by logical id
 * @param cdnPaths what the CDN reads from a bucket
 * @param cdnFunctions the code of the CDN's functions, by logical id
 * @param parameters those with a default, by name
 */
public record Template(
    List<FunctionTemplate> functions,
    List<CreateTableRequest> tables,
    List<String> buckets,
    Map<String, String> keySpecs,
    List<CdnPath> cdnPaths,
    Map<String, String> cdnFunctions,
    Map<String, String> parameters,
    Cors cors) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final Pattern PREFIX = Pattern.compile("(/[a-z0-9-]+)+(/\\*|\\.[a-z]+)");

  public Template {
    functions = List.copyOf(functions);
    tables = List.copyOf(tables);
    buckets = List.copyOf(buckets);
    keySpecs = Map.copyOf(keySpecs);
    cdnPaths = List.copyOf(cdnPaths);
    cdnFunctions = Map.copyOf(cdnFunctions);
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it is not there or says what cannot be played
   */
  public static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new TemplateException("The template " + file + " cannot be read: " + e);
    }
  }

  /** Reads the text of a template. */
  public static Template parse(String yaml) {
    try {
      return new Reading(YAML.readTree(yaml)).template();
    } catch (JsonProcessingException e) {
      throw new TemplateException("The template is not YAML: " + e.getOriginalMessage());
    }
  }

  /** The function of that logical id. */
  public FunctionTemplate function(String name) {
    return functions.stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new TemplateException("The template has no function " + name + "."));
  }

  /** One pass over the tree. */
  private record Reading(JsonNode root) {

    Template template() {
      List<FunctionTemplate> functions = new ArrayList<>();
      List<CreateTableRequest> tables = new ArrayList<>();
      List<String> buckets = new ArrayList<>();
      Map<String, String> keySpecs = new LinkedHashMap<>();
      List<CdnPath> cdnPaths = new ArrayList<>();
      Map<String, String> cdnFunctions = new LinkedHashMap<>();
      var cors = Cors.NONE;
      for (var resource : root.path("Resources").properties()) {
        var name = resource.getKey();
        var properties = resource.getValue().path("Properties");
        switch (resource.getValue().path("Type").asText()) {
          case "AWS::Serverless::Function" -> functions.add(function(name, properties));
          case "AWS::DynamoDB::Table" -> tables.add(table(name, properties));
          case "AWS::S3::Bucket" -> buckets.add(name);
          case "AWS::KMS::Key" -> keySpecs.put(name, text(properties, "KeySpec", name));
          case "AWS::CloudFront::Distribution" -> cdnPaths.addAll(cdnPaths(name, properties));
          case "AWS::CloudFront::Function" ->
              cdnFunctions.put(name, text(properties, "FunctionCode", name));
          case "AWS::Serverless::HttpApi" -> cors = cors(properties.path("CorsConfiguration"));
          default -> {
            // Permissions, alarms and the like have no part to play on one machine.
          }
        }
      }
      if (functions.isEmpty()) {
        throw new TemplateException("The template has no functions.");
      }
      for (var path : cdnPaths) {
        if (!buckets.contains(path.bucket())) {
          throw new TemplateException(
              "The CDN reads %s from %s, which is no bucket."
                  .formatted(path.prefix(), path.bucket()));
        }
        if (path.function().filter(function -> !cdnFunctions.containsKey(function)).isPresent()) {
          throw new TemplateException(
              "The CDN's " + path.prefix() + " names a function that is not there.");
        }
      }
      return new Template(
          functions, tables, buckets, keySpecs, cdnPaths, cdnFunctions, parameters(), cors);
    }

    private Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (var parameter : root.path("Parameters").properties()) {
        if (parameter.getValue().has("Default")) {
          parameters.put(parameter.getKey(), parameter.getValue().path("Default").asText());
        }
      }
      return parameters;
    }

    private FunctionTemplate function(String name, JsonNode properties) {
      var globals = root.path("Globals").path("Function");
      Map<String, String> environment = new LinkedHashMap<>();
      for (var set : List.of(globals, properties)) {
        set.path("Environment")
            .path("Variables")
            .properties()
            .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
      }
      List<Route> routes = new ArrayList<>();
      List<Duration> schedules = new ArrayList<>();
      for (var event : properties.path("Events").properties()) {
        var where = name + "." + event.getKey();
        var details = event.getValue().path("Properties");
        switch (event.getValue().path("Type").asText()) {
          case "HttpApi" -> routes.add(route(where, details));
          case "ScheduleV2" -> schedules.add(rate(text(details, "ScheduleExpression", where)));
          default ->
              throw new TemplateException(
                  "The event %s is a %s, which the local cloud does not play."
                      .formatted(where, event.getValue().path("Type").asText()));
        }
      }
      return new FunctionTemplate(
          name,
          text(properties, "Handler", name),
          text(properties, "CodeUri", name),
          Duration.ofSeconds(number(properties, globals, "Timeout", 3)),
          number(properties, globals, "MemorySize", 128),
          environment,
          routes,
          schedules);
    }

    private Route route(String where, JsonNode details) {
      var authorizer = details.path("Auth").path("Authorizer").asText("");
      return new Route(
          text(details, "Method", where).toUpperCase(Locale.ROOT),
          text(details, "Path", where),
          authorizer.isEmpty() || authorizer.equals("NONE")
              ? Optional.empty()
              : Optional.of(authorizerFunction(where, authorizer)));
    }

    /** Authorizers are declared with the API, or for all APIs in the globals. */
    private String authorizerFunction(String where, String authorizer) {
      var functionArn =
          StreamSupport.stream(root.path("Resources").spliterator(), false)
              .map(resource -> resource.path("Properties"))
              .map(properties -> properties.path("Auth").path("Authorizers").path(authorizer))
              .filter(declared -> declared.has("FunctionArn"))
              .findFirst()
              .orElse(
                  root.path("Globals")
                      .path("HttpApi")
                      .path("Auth")
                      .path("Authorizers")
                      .path(authorizer))
              .path("FunctionArn")
              .asText("");
      if (functionArn.isEmpty()) {
        throw new TemplateException(
            "%s names the authorizer %s, which the template does not declare."
                .formatted(where, authorizer));
      }
      // !Ref Function.Alias, !GetAtt Function.Arn
      return functionArn.split("\\.", 2)[0];
    }

    private static Duration rate(String expression) {
      var rate = RATE.matcher(expression);
      if (!rate.matches()) {
        throw new TemplateException(
            "The local cloud plays schedules as rate(1 minute) only, not " + expression + ".");
      }
      long count = Long.parseLong(rate.group(1));
      return switch (rate.group(2)) {
        case "minute" -> Duration.ofMinutes(count);
        case "hour" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }

    private static CreateTableRequest table(String name, JsonNode properties) {
      var request =
          CreateTableRequest.builder()
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .keySchema(key(name, properties))
              .attributeDefinitions(
                  list(
                      properties.path("AttributeDefinitions"),
                      attribute ->
                          AttributeDefinition.builder()
                              .attributeName(text(attribute, "AttributeName", name))
                              .attributeType(text(attribute, "AttributeType", name))
                              .build()));
      if (properties.has("GlobalSecondaryIndexes")) {
        request.globalSecondaryIndexes(
            list(properties.path("GlobalSecondaryIndexes"), index -> index(name, index)));
      }
      return request.build();
    }

    private static GlobalSecondaryIndex index(String table, JsonNode index) {
      var projection =
          Projection.builder()
              .projectionType(text(index.path("Projection"), "ProjectionType", table));
      if (index.path("Projection").has("NonKeyAttributes")) {
        projection.nonKeyAttributes(texts(index.path("Projection").path("NonKeyAttributes")));
      }
      return GlobalSecondaryIndex.builder()
          .indexName(text(index, "IndexName", table))
          .keySchema(key(table, index))
          .projection(projection.build())
          .build();
    }

    private static List<KeySchemaElement> key(String table, JsonNode holder) {
      return list(
          holder.path("KeySchema"),
          part ->
              KeySchemaElement.builder()
                  .attributeName(text(part, "AttributeName", table))
                  .keyType(text(part, "KeyType", table))
                  .build());
    }

    private static List<CdnPath> cdnPaths(String name, JsonNode properties) {
      var config = properties.path("DistributionConfig");
      Map<String, String> buckets = new LinkedHashMap<>();
      for (var origin : config.path("Origins")) {
        if (origin.has("S3OriginConfig")) {
          // !GetAtt Bucket.RegionalDomainName
          buckets.put(
              text(origin, "Id", name), text(origin, "DomainName", name).split("\\.", 2)[0]);
        }
      }
      List<CdnPath> paths = new ArrayList<>();
      for (var behaviour : config.path("CacheBehaviors")) {
        var bucket = buckets.get(text(behaviour, "TargetOriginId", name));
        var pattern = text(behaviour, "PathPattern", name);
        if (!PREFIX.matcher(pattern).matches()) {
          throw new TemplateException(
              "The local cloud plays path patterns as /status/* and /openapi.yaml only, not "
                  + pattern
                  + ".");
        }
        if (bucket != null) {
          paths.add(new CdnPath(pattern.replace("*", ""), bucket, cdnFunction(name, behaviour)));
        }
      }
      return paths;
    }

    /** The one that is associated with requests and answers alike. */
    private static Optional<String> cdnFunction(String name, JsonNode behaviour) {
      Map<String, String> byEvent = new LinkedHashMap<>();
      for (var association : behaviour.path("FunctionAssociations")) {
        byEvent.put(
            text(association, "EventType", name),
            // !GetAtt Function.FunctionMetadata.FunctionARN
            text(association, "FunctionARN", name).split("\\.", 2)[0]);
      }
      if (byEvent.isEmpty()) {
        return Optional.empty();
      }
      if (!byEvent.keySet().equals(Set.of("viewer-request", "viewer-response"))
          || Set.copyOf(byEvent.values()).size() != 1) {
        throw new TemplateException(
            "The local cloud plays a function of the CDN at viewer-request and viewer-response"
                + " together, not "
                + byEvent
                + ".");
      }
      return byEvent.values().stream().findFirst();
    }

    private static Cors cors(JsonNode configuration) {
      return configuration.isMissingNode()
          ? Cors.NONE
          : new Cors(
              texts(configuration.path("AllowOrigins")),
              texts(configuration.path("AllowMethods")),
              texts(configuration.path("AllowHeaders")),
              configuration.path("MaxAge").asLong(0));
    }

    private static List<String> texts(JsonNode array) {
      return list(array, JsonNode::asText);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reading) {
      return StreamSupport.stream(array.spliterator(), false).map(reading).toList();
    }

    private static String text(JsonNode holder, String property, String where) {
      var value = holder.path(property);
      if (!value.isValueNode() || value.asText().isEmpty()) {
        throw new TemplateException("In the template, " + where + " lacks " + property + ".");
      }
      return value.asText();
    }

    private static int number(JsonNode own, JsonNode globals, String property, int otherwise) {
      return own.path(property).asInt(globals.path(property).asInt(otherwise));
    }
  }
}
