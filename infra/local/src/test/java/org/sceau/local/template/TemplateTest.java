package org.sceau.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.local.LocalCloud;
import org.sceau.local.template.FunctionTemplate.Route;

class TemplateTest {

  private final Template own = Template.read(LocalCloud.templateAbove());

  @Test
  void theProjectsTemplateHasItsFunctions() {
    assertThat(own.functions())
        .extracting(FunctionTemplate::name)
        .containsExactly(
            "IssueFunction",
            "VerifyFunction",
            "StatusFunction",
            "PublishFunction",
            "CatalogFunction",
            "AuthorizeFunction");
    var issue = own.function("IssueFunction");
    assertThat(issue.handler()).isEqualTo("org.sceau.functions.issue.IssueHandler");
    assertThat(issue.codeUri()).isEqualTo("functions/issue/target/issue.zip");
    assertThat(issue.timeout()).isEqualTo(Duration.ofSeconds(29));
    assertThat(issue.memoryMegabytes()).as("from the globals").isEqualTo(1024);
  }

  @Test
  void issuerRoutesAskTheAuthorizerAndOpenOnesDoNot() {
    assertThat(own.functions().stream().flatMap(function -> function.routes().stream()))
        .containsExactlyInAnyOrder(
            issuerRoute("POST", "/achievements/{achievement}/credentials"),
            issuerRoute("GET", "/credentials"),
            issuerRoute("GET", "/credentials/{id}"),
            issuerRoute("POST", "/credentials/issue"),
            issuerRoute("POST", "/credentials/status"),
            issuerRoute("POST", "/credentials/{id}/replacement"),
            issuerRoute("DELETE", "/credentials/{id}"),
            issuerRoute("PUT", "/issuers/{issuer}"),
            issuerRoute("GET", "/api-keys"),
            issuerRoute("POST", "/api-keys"),
            issuerRoute("POST", "/api-keys/{key}/rotation"),
            issuerRoute("DELETE", "/api-keys/{key}"),
            issuerRoute("GET", "/signing-keys"),
            issuerRoute("POST", "/signing-keys"),
            issuerRoute("POST", "/signing-keys/{kid}/compromise"),
            issuerRoute("PUT", "/achievements/{achievement}"),
            new Route("GET", "/c/{id}", Optional.empty()),
            new Route("HEAD", "/c/{id}", Optional.empty()),
            new Route("POST", "/credentials/verify", Optional.empty()),
            new Route("POST", "/presentations/verify", Optional.empty()),
            new Route("GET", "/status-history/{list}", Optional.empty()),
            new Route("GET", "/credentials/{id}/status", Optional.empty()));
  }

  @Test
  void thePublisherRunsEveryMinute() {
    assertThat(own.function("PublishFunction").schedules()).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void tablesComeWithKeysAndIndexes() {
    assertThat(own.tables())
        .filteredOn(table -> table.tableName().equals("StatusListsTable"))
        .singleElement()
        .satisfies(table -> {
          assertThat(table.keySchema().toString())
              .containsSubsequence("list", "HASH", "entry", "RANGE");
          assertThat(table.globalSecondaryIndexes().toString())
              .containsSubsequence("due", "queue", "HASH", "dueAt", "RANGE", "KEYS_ONLY");
          assertThat(table.attributeDefinitions().toString())
              .containsSubsequence("list", "S", "entry", "S", "queue", "S", "dueAt", "N");
        });
  }

  @Test
  void bucketKeysAndCdnAreRead() {
    assertThat(own.buckets()).containsExactly("PublicBucket");
    assertThat(own.keySpecs())
        .isEqualTo(Map.of("P256Key", "ECC_NIST_P256", "Ed25519Key", "ECC_NIST_EDWARDS25519"));
    assertThat(own.cdnPaths())
        .extracting(CdnPath::prefix)
        .containsExactly(
            "/issuers/", "/achievements/", "/status/", "/contexts/", "/openapi.yaml", "/images/");
    assertThat(own.cors().origins()).containsExactly("*");
  }

  @Test
  void aReferenceIsReplacedByWhatItStandsFor() {
    var function = withVariable("CATALOG_TABLE", "!Ref CatalogTable");

    var environment =
        new References(Map.of("CatalogTable", Optional.of("catalog-1"))).environmentOf(function);

    assertThat(environment).containsExactly(Map.entry("CATALOG_TABLE", "catalog-1"));
  }

  @Test
  void aResourceThatIsNotToBeHadLeavesItsVariableUnset() {
    var function = withVariable("ED25519_KEY", "!GetAtt Ed25519Key.Arn");

    assertThat(new References(Map.of("Ed25519Key.Arn", Optional.empty())).environmentOf(function))
        .isEmpty();
  }

  @Test
  void anUnknownReferenceIsRefusedByName() {
    var function = withVariable("QUEUE", "!Ref Elsewhere");

    assertThatThrownBy(() -> new References(Map.of()).environmentOf(function))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "F sets QUEUE to \"Elsewhere\", and the local cloud does not know what that stands"
                + " for.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The event F.Q is a SQS, which the local cloud does not play. | {Q: {Type: SQS, Properties: {}}}
          rate(1 minute) | {S: {Type: ScheduleV2, Properties: {ScheduleExpression: cron(0 1)}}}
          Nobody         | {R: {Type: HttpApi, Properties: {Method: GET, Path: /, Auth: {Authorizer: Nobody}}}}
          """)
  void anEventThatCannotBePlayedIsRefused(String message, String events) {
    assertThatThrownBy(() -> function("Events: " + events))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          In the template, F lacks CodeUri. | Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: a}}}
          The template is not YAML          | Resources: [
          The template has no functions.    | Resources: {}
          """)
  void aTemplateThatIsNoneIsRefused(String message, String yaml) {
    assertThatThrownBy(() -> Template.parse(yaml))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  private static Route issuerRoute(String method, String path) {
    return new Route(method, path, Optional.of("AuthorizeFunction"));
  }

  private static FunctionTemplate withVariable(String name, String value) {
    return function("Environment: {Variables: {" + name + ": " + value + "}}");
  }

  private static FunctionTemplate function(String property) {
    return Template.parse(
            """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: org.sceau.Handler
                  CodeUri: f.zip
                  %s
            """
                .formatted(property))
        .function("F");
  }
}
