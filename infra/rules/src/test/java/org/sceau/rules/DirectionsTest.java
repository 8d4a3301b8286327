package org.sceau.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the directions that the dependencies of the Maven modules cannot express. */
class DirectionsTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sceau");

  /** The modules without AWS, HTTP or Lambda. */
  private static final String[] DOMAIN =
      packages(
          "json",
          "jose",
          "dataintegrity",
          "openbadges",
          "records",
          "signing",
          "statuslist",
          "issuance",
          "verification");

  /** The JDK, annotations, and the libraries that have their place in the domain. */
  private static final String[] PLAIN = {
    "java..",
    "javax.crypto..",
    "javax.security..",
    "javax.xml.stream..",
    "org.jspecify..",
    "com.fasterxml.jackson.core..",
    "com.nimbusds.jose..",
    "com.amazon.corretto..",
    "com.apicatalog..",
    "jakarta.json..",
    "com.networknt..",
    "org.commonmark.."
  };

  private static final Pattern SHAPELESS =
      Pattern.compile(".*(Utils?|Helpers?|Manager|Impl|Service|Processor|Base)");

  @Test
  void theDomainKnowsOnlyItself() {
    holds(
        classes()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN).or(resideInAnyPackage(PLAIN))));
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.sql.."));
    // The JSON-LD library logs words of the document, which that package silences.
    holds(
        noClasses()
            .that(
                resideInAnyPackage(DOMAIN).and(not(resideInAPackage(tree("dataintegrity.jsonld")))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging.."));
  }

  @Test
  void theDomainThrowsNoDice() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat(
                describe(
                    "give predictable randomness",
                    type ->
                        Set.of(
                                "java.util.Random",
                                "java.util.SplittableRandom",
                                "java.util.concurrent.ThreadLocalRandom")
                            .contains(type.getName())))
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void eachLibraryHasOnePlace() {
    onlyUsedBy("com.fasterxml.jackson..", "org.sceau.json..", "org.sceau.local.template..");
    onlyUsedBy("com.nimbusds..", "org.sceau.jose..", "org.sceau.kms..");
    onlyUsedBy("com.amazon.corretto..", "org.sceau.jose.accp..");
    onlyUsedBy("com.apicatalog..", "org.sceau.dataintegrity.jsonld..");
    onlyUsedBy("jakarta.json..", "org.sceau.dataintegrity.jsonld..");
    onlyUsedBy("com.networknt..", "org.sceau.openbadges.schema..");
    onlyUsedBy("org.commonmark..", "org.sceau.openbadges..");
    onlyUsedBy("picocli..", "org.sceau.cli..");
    onlyUsedBy(
        "software.amazon..",
        "org.sceau.aws..",
        "org.sceau.dynamodb..",
        "org.sceau.s3..",
        "org.sceau.kms..",
        "org.sceau.local..");
  }

  @Test
  void timeEnvironmentAndConsoleComeInAtTheEdge() {
    holds(
        noClasses()
            .that(not(describe("are at the edge", DirectionsTest::atTheEdge)))
            .should()
            .callMethodWhere(
                describe(
                    "asks the machine for time or environment", DirectionsTest::asksTheMachine))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("org.sceau.(*)..").should().beFreeOfCycles());
  }

  @Test
  void aSimpleNameIsUsedOnce() {
    var names =
        OURS.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().startsWith("Jte"))
            .map(JavaClass::getSimpleName)
            .filter(name -> !Set.of("Wiring", "Main", "package-info").contains(name))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));

    assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  @Test
  void nothingIsCalledByAWordThatSaysNothing() {
    var shapeless =
        OURS.stream()
            .filter(type ->
                SHAPELESS.matcher(type.getSimpleName()).matches()
                    || Arrays.stream(type.getPackageName().split("\\.", -1))
                        .anyMatch(Set.of("util", "helper", "manager", "impl")::contains))
            .map(JavaClass::getName)
            .toList();

    assertThat(shapeless).isEmpty();
  }

  @Test
  void thereIsSomethingToJudge() {
    assertThat(OURS.stream().map(JavaClass::getPackageName))
        .contains("org.sceau.json", "org.sceau.records", "org.sceau.lambda");
  }

  private static void onlyUsedBy(String used, String... users) {
    holds(
        noClasses()
            .that(resideInAPackage("org.sceau..").and(not(resideInAnyPackage(users))))
            .should()
            .dependOnClassesThat(resideInAPackage(used)));
  }

  private static void holds(ArchRule rule) {
    // A package that is still to be written breaks no rule.
    rule.allowEmptyShould(true).check(OURS);
  }

  private static boolean atTheEdge(JavaClass type) {
    var outermost = type.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
    return outermost.equals("Wiring")
        || outermost.equals("Main")
        || outermost.endsWith("Handler")
        || type.getPackageName().equals("org.sceau.local")
        || type.getPackageName().startsWith("org.sceau.local.");
  }

  private static boolean asksTheMachine(JavaCall<?> call) {
    var owner = call.getTargetOwner().getName();
    var name = call.getTarget().getName();
    var asksNow =
        owner.startsWith("java.time.")
            && name.equals("now")
            && call.getTarget().getRawParameterTypes().isEmpty();
    var asksClock = owner.equals("java.time.Clock") && name.startsWith("system");
    var asksSystem =
        owner.equals("java.lang.System") && Set.of("currentTimeMillis", "getenv").contains(name);
    return asksNow || asksClock || asksSystem;
  }

  private static String[] packages(String... names) {
    return Arrays.stream(names).map(DirectionsTest::tree).toArray(String[]::new);
  }

  private static String tree(String name) {
    return "org.sceau." + name + "..";
  }
}
