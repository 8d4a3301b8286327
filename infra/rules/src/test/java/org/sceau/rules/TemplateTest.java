package org.sceau.rules;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
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
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

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

  private final Translated translated;

  TemplateTest() throws Exception {
    translated = Translated.of(TEMPLATE);
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
