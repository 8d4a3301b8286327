package org.sceau.rules;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpFunction;

/** What a deployment may do and who may call it, judged on what SAM makes of the template. */
@EnabledIf(
    value = "org.sceau.rules.Python#knowsTemplates",
    disabledReason = "template: no python3 with cfn-lint and aws-sam-translator found")
@TestInstance(Lifecycle.PER_CLASS)
class TemplateTest {

  private static final Path TEMPLATE = Tree.here().top().resolve("template.yaml");

  private static final String LINT = "import sys, cfnlint.runner; sys.exit(cfnlint.runner.main())";

  private static final Set<String> ACTIONS =
      Set.of(
          "dynamodb:BatchGetItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
          "kms:GetPublicKey",
          "kms:Sign",
          "lambda:InvokeFunction",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:PutObject",
          "sqs:SendMessage");

  private static final Set<String> PUBLIC_ROUTES =
      Set.of(
          "GET /c/{id}",
          "HEAD /c/{id}",
          "GET /credentials/{id}/status",
          "GET /status-history/{list}",
          "POST /credentials/verify",
          "POST /presentations/verify");

  private static final Map<String, String> VALUES =
      Map.of(
          "DomainName", "badges.example",
          "CertificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/one",
          "OperatorKeySha256", "0".repeat(64),
          "StatusListCapacity", "131072",
          "IssuerAwardsPerSecond", "450");

  private static final Map<String, String> OTHER_VALUES =
      Map.of(
          "DomainName", "diplomas.example",
          "CertificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/two",
          "OperatorKeySha256", "1".repeat(64),
          "StatusListCapacity", "262144",
          "IssuerAwardsPerSecond", "10");

  private final Translated translated;

  TemplateTest() throws Exception {
    translated = Translated.of(TEMPLATE, VALUES);
  }

  @Test
  void theTemplateIsWithoutFindings() {
    assertThatCode(() -> Python.run("-c", LINT, TEMPLATE.toString())).doesNotThrowAnyException();
  }

  @Test
  void rolesNameWhatTheyDo() {
    var actions = translated.grants().stream().flatMap(grant -> grant.actions().stream());

    assertThat(actions).isNotEmpty().isSubsetOf(ACTIONS);
  }

  @Test
  void noRoleReachesEverything() {
    assertThat(translated.grants())
        .allSatisfy(grant ->
            assertThat(grant.resources())
                .isNotEmpty()
                .doesNotContain(new JsonString("*"), new JsonString("arn:aws:s3:::*")));
  }

  @Test
  void onlyWhatSignsMaySign() {
    assertThat(translated.rolesThatMay("kms:Sign"))
        .containsExactlyInAnyOrder("IssueFunctionRole", "PublishFunctionRole");
    assertThat(translated.grants())
        .filteredOn(grant -> grant.actions().contains("kms:Sign"))
        .allSatisfy(grant ->
            assertThat(grant.statement().object("Condition").orElse(JsonObject.EMPTY).toString())
                .contains("kms:SigningAlgorithm"));
  }

  /** A key that the template does not make signs only if the operator has tagged it. */
  @Test
  void otherKeysSignByTheirTagAlone() {
    assertThat(translated.grants())
        .filteredOn(grant -> grant.actions().stream().anyMatch(action -> action.startsWith("kms:")))
        .filteredOn(grant -> grant.resources().toString().contains("key/*"))
        .isNotEmpty()
        .allSatisfy(grant ->
            assertThat(
                    grant
                        .statement()
                        .object("Condition")
                        .flatMap(condition -> condition.object("StringEquals"))
                        .flatMap(equals -> equals.string("aws:ResourceTag/sceau")))
                .contains("signing"));
  }

  @Test
  void onlyTheCatalogReadsPublicKeys() {
    assertThat(translated.rolesThatMay("kms:GetPublicKey")).containsExactly("CatalogFunctionRole");
  }

  @Test
  void whatAnyoneCallsWritesNothing() {
    assertThat(translated.grants())
        .filteredOn(
            grant -> Set.of("VerifyFunctionRole", "AuthorizeFunctionRole").contains(grant.role()))
        .isNotEmpty()
        .allSatisfy(grant -> assertThat(grant.actions()).containsExactly("dynamodb:GetItem"));
  }

  @Test
  void onlyThePublisherWritesStatusLists() {
    assertThat(translated.grants())
        .filteredOn(grant -> grant.actions().contains("s3:PutObject"))
        .filteredOn(grant -> grant.resources().toString().contains("/status"))
        .extracting(Translated.Grant::role)
        .containsOnly("PublishFunctionRole");
  }

  @Test
  void listsThatWaitOrGrowOldRaiseAnAlarm() {
    var metrics =
        translated.ofType("AWS::CloudWatch::Alarm").values().stream()
            .map(Translated::properties)
            .filter(alarm -> alarm.string("Namespace").filter("Sceau"::equals).isPresent())
            .map(alarm -> alarm.string("MetricName").orElseThrow());

    assertThat(metrics).containsExactlyInAnyOrder("OldestDueList", "OldestPublishedList");
  }

  /** The functions write the lines that the filters count: HttpFunctionTest. */
  @Test
  void eachAnswer503IsCountedAndWhatTheOperatorMustLookAtRaisesAnAlarm() {
    var counted =
        translated.ofType("AWS::Logs::MetricFilter").values().stream()
            .map(Translated::properties)
            .collect(
                toMap(
                    filter -> filter.string("FilterPattern").orElseThrow(),
                    filter -> metric(filter.list("MetricTransformations").getFirst(), "Metric")));
    var unavailable = pattern(HttpFunction.UNAVAILABLE);

    assertThat(counted).containsOnlyKeys(unavailable, pattern(HttpFunction.LIST_NOT_PUBLIC));
    assertThat(counted.values()).doesNotHaveDuplicates();
    assertThat(translated.ofType("AWS::CloudWatch::Alarm").values())
        .map(Translated::properties)
        .filteredOn(alarm -> metric(alarm, "").equals(counted.get(unavailable)))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.has("Dimensions")).isFalse();
          assertThat(alarm.list("AlarmActions")).isNotEmpty();
        });
  }

  private static String pattern(String event) {
    return "{ $.event = \"" + event + "\" }";
  }

  private static List<Optional<JsonValue>> metric(JsonValue holder, String prefix) {
    var object = (JsonObject) holder;
    return List.of(
        Optional.ofNullable(object.get(prefix + "Namespace")),
        Optional.ofNullable(object.get("MetricName")));
  }

  /** Metrics of logs are those of the log group's functions: every function must write there. */
  @Test
  void everyFunctionLogsToTheSameGroup() {
    assertThat(translated.ofType("AWS::Lambda::Function").values())
        .map(function ->
            Translated.properties(function).object("LoggingConfig").orElse(JsonObject.EMPTY))
        .isNotEmpty()
        .allSatisfy(config -> assertThat(config.toString()).contains("JSON").contains("Logs"));
  }

  @Test
  void aKeyPolicyTrustsTheAccountAlone() {
    assertThat(translated.ofType("AWS::KMS::Key").values())
        .isNotEmpty()
        .flatExtracting(key ->
            Translated.statements(Translated.properties(key).object("KeyPolicy").orElseThrow())
                .map(statement -> statement.object("Principal").orElse(JsonObject.EMPTY))
                .toList())
        .allSatisfy(principal -> assertThat(principal.toString()).contains(":root"));
  }

  @Test
  void recordsDocumentsAndKeysOutliveTheStack() {
    assertThat(
            Stream.of("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket")
                .flatMap(type -> translated.ofType(type).entrySet().stream())
                .filter(resource -> !isForgottenAnyway(resource.getValue())))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(resource -> {
          assertThat(resource.getValue().string("DeletionPolicy"))
              .as(resource.getKey())
              .contains("Retain");
          assertThat(resource.getValue().string("UpdateReplacePolicy"))
              .as(resource.getKey())
              .contains("Retain");
        });
  }

  /** In a table whose items all expire nothing is on record. */
  private static boolean isForgottenAnyway(JsonObject resource) {
    return Translated.properties(resource).has("TimeToLiveSpecification");
  }

  @Test
  void whatExpiresHasATableOfItsOwn() {
    assertThat(
            translated.ofType("AWS::DynamoDB::Table").entrySet().stream()
                .filter(table -> isForgottenAnyway(table.getValue()))
                .map(Map.Entry::getKey))
        .containsExactly("AwardCountsTable");
  }

  @Test
  void everyFunctionHasAnAlarmOnItsErrors() {
    var watched =
        translated.ofType("AWS::CloudWatch::Alarm").values().stream()
            .map(Translated::properties)
            .filter(alarm -> alarm.string("MetricName").filter("Errors"::equals).isPresent())
            .filter(alarm -> !alarm.list("AlarmActions").isEmpty())
            .flatMap(alarm -> alarm.list("Dimensions").stream())
            .map(JsonObject.class::cast)
            .map(dimension -> dimension.object("Value").flatMap(value -> value.string("Ref")))
            .flatMap(Optional::stream)
            .collect(toSet());

    assertThat(watched).isEqualTo(translated.ofType("AWS::Lambda::Function").keySet());
  }

  @Test
  void onlyTheseRoutesAreOpenToAnyone() {
    var open = new TreeSet<String>();
    for (var api : translated.ofType("AWS::ApiGatewayV2::Api").values()) {
      var paths = Translated.properties(api).object("Body").flatMap(body -> body.object("paths"));
      routes(paths.orElseThrow())
          .forEach((route, operation) -> {
            if (operation.list("security").isEmpty()) {
              open.add(route);
            }
          });
    }

    assertThat(open).isEqualTo(new TreeSet<>(PUBLIC_ROUTES));
  }

  @Test
  void everyHandlerIsAClassThatRuns() {
    var handlers =
        translated.ofType("AWS::Lambda::Function").values().stream()
            .map(function -> Translated.properties(function).string("Handler").orElseThrow());

    assertThat(handlers).isNotEmpty().allMatch(TemplateTest::canBeMade, "can be made by Lambda");
  }

  @Test
  void everyFunctionRunsOnTheSameRuntime() {
    assertThat(translated.ofType("AWS::Lambda::Function").values())
        .map(Translated::properties)
        .allSatisfy(function -> {
          assertThat(function.string("Runtime")).contains("java25");
          assertThat(function.list("Architectures")).containsExactly(new JsonString("arm64"));
        });
  }

  /**
   * A version is a copy of a function's environment. The functions are called by the alias, which
   * leads to the newest version.
   */
  @Test
  void aChangedParameterMakesANewVersionOfEachFunctionThatReadsIt() throws Exception {
    assertThat(VALUES.keySet())
        .isEqualTo(OTHER_VALUES.keySet())
        .isEqualTo(translated.parameters().keySet());
    var before = versions(translated, VALUES);
    for (var parameter : VALUES.keySet()) {
      var values = new HashMap<>(VALUES);
      values.put(parameter, OTHER_VALUES.get(parameter));
      var after = versions(Translated.of(TEMPLATE, values), values);

      assertThat(after.keySet()).isEqualTo(translated.ofType("AWS::Lambda::Function").keySet());
      assertThat(
              after.entrySet().stream()
                  .filter(version -> !version.getValue().equals(before.get(version.getKey())))
                  .map(Map.Entry::getKey)
                  .collect(toSet()))
          .as(parameter)
          .isEqualTo(functionsThatRead(parameter));
    }
    assertThat(functionsThatRead("OperatorKeySha256")).containsExactly("AuthorizeFunction");
  }

  @Test
  void aChangedPropertyMakesANewVersionOfEachFunction(@TempDir Path folder) throws Exception {
    var before = versions(translated, VALUES);
    var changed = folder.resolve("template.yaml");
    var text = Tree.read(TEMPLATE);
    Files.writeString(changed, text.replace("Tracing: Active", "Tracing: PassThrough"));

    var after = versions(Translated.of(changed, VALUES), VALUES);

    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.values())
        .extracting(Version::logicalId)
        .doesNotContainAnyElementsOf(before.values().stream().map(Version::logicalId).toList());
  }

  /**
   * What makes CloudFormation publish another version: a new logical id is a new resource, and the
   * reference of AWS::Lambda::Version says of Description "Update requires: Replacement".
   */
  private record Version(String logicalId, String description) {}

  /** The version that the alias of each function leads to. */
  private static Map<String, Version> versions(Translated template, Map<String, String> values) {
    var versions = template.ofType("AWS::Lambda::Version");
    return template.ofType("AWS::Lambda::Alias").values().stream()
        .map(Translated::properties)
        .collect(
            toMap(
                alias -> alias.object("FunctionName").flatMap(of -> of.string("Ref")).orElseThrow(),
                alias -> {
                  var source =
                      alias.object("FunctionVersion").orElseThrow().list("Fn::GetAtt").getFirst();
                  var logicalId = ((JsonString) source).value();
                  var properties = Translated.properties(requireNonNull(versions.get(logicalId)));
                  return new Version(logicalId, description(properties, values));
                }));
  }

  private static String description(JsonObject version, Map<String, String> values) {
    var text =
        version
            .string("Description")
            .or(() -> version.object("Description").flatMap(of -> of.string("Fn::Sub")))
            .orElse("");
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private Set<String> functionsThatRead(String parameter) {
    return translated.ofType("AWS::Lambda::Function").entrySet().stream()
        .filter(function -> {
          var text = JsonWriter.write(function.getValue());
          return text.contains("{\"Ref\":\"" + parameter + "\"}")
              || text.contains("${" + parameter + "}");
        })
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  private static boolean canBeMade(String handler) {
    try {
      var type = Class.forName(handler, false, TemplateTest.class.getClassLoader());
      return Modifier.isPublic(type.getConstructor().getModifiers());
    } catch (ReflectiveOperationException _) {
      return false;
    }
  }

  private static Map<String, JsonObject> routes(JsonObject paths) {
    return paths.members().entrySet().stream()
        .flatMap(path -> operations(path.getKey(), path.getValue()))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<Map.Entry<String, JsonObject>> operations(String path, JsonValue methods) {
    return ((JsonObject) methods)
        .members().entrySet().stream()
            // The answer to a browser's question before its request; CORS writes it.
            .filter(method -> !method.getKey().equals("options"))
            .map(method ->
                Map.entry(
                    method.getKey().toUpperCase(Locale.ROOT) + " " + path,
                    (JsonObject) method.getValue()));
  }
}
