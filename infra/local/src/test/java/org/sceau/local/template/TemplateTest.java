package org.sceau.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.local.LocalCloud;
import org.sceau.local.template.FunctionTemplate.Route;
import org.sceau.local.template.TableTemplate.Attribute;
import org.sceau.local.template.TableTemplate.Index;
import org.sceau.local.template.TableTemplate.TableKey;

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
        .contains(
            new TableTemplate(
                "StatusListsTable",
                new TableKey(new Attribute("list", "S"), Optional.of(new Attribute("entry", "S"))),
                List.of(
                    new Index(
                        "due",
                        new TableKey(
                            new Attribute("queue", "S"), Optional.of(new Attribute("dueAt", "N"))),
                        "KEYS_ONLY",
                        List.of()))));
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

  @Test
  void anEventThatCannotBePlayedIsRefusedByName() {
    assertThatThrownBy(() -> function("Events: {Q: {Type: SQS, Properties: {}}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("The event F.Q is a SQS, which the local cloud does not play.");
  }

  @Test
  void aScheduleOtherThanARateIsRefused() {
    assertThatThrownBy(() ->
            function(
                "Events: {S: {Type: ScheduleV2, Properties: {ScheduleExpression: 'cron(0 1)'}}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("rate(1 minute)");
  }

  @Test
  void anAuthorizerThatIsNotDeclaredIsRefused() {
    assertThatThrownBy(() ->
            function(
                "Events: {R: {Type: HttpApi, Properties: {Method: GET, Path: /, Auth: {Authorizer:"
                    + " Nobody}}}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Nobody");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() ->
            Template.parse(
                "Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {Handler: a}}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("In the template, F lacks CodeUri.");
  }

  @Test
  void whatIsNoYamlIsRefused() {
    assertThatThrownBy(() -> Template.parse("Resources: [")).isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> Template.parse("Resources: {}")).isInstanceOf(TemplateException.class);
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
