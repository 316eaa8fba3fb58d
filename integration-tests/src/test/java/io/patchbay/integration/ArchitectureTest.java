package io.patchbay.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The layers of ADR 0031: modules depend downwards only. */
@AnalyzeClasses(
    packages = "io.patchbay",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  @ArchTest
  static final ArchRule theApiNeedsNothingButTheJdkAndItsNullAnnotations =
      classes()
          .that()
          .resideInAPackage("io.patchbay.channel..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.patchbay.channel..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule theVocabularyDoesNotKnowTheSpi =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.channel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.patchbay.channel.spi..");

  @ArchTest
  static final ArchRule theFormOfContentsNeedsTheApiAndGsonAlone =
      classes()
          .that()
          .resideInAPackage("io.patchbay.content..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.patchbay.content..",
              "io.patchbay.channel",
              "com.google.gson..",
              "java..",
              "org.jspecify..");

  private static final String API = "io.patchbay.channel..";
  private static final String CONTENT = "io.patchbay.content..";
  private static final String SUPPORT = "io.patchbay.support..";
  private static final String STORE = "io.patchbay.store..";
  private static final String REGISTRY = "io.patchbay.registry..";
  private static final String CORE = "io.patchbay.core..";
  private static final String QUEUE = "io.patchbay.delivery..";
  private static final String KIT = "io.patchbay.testkit..";

  private static ArchRule ownDependencies(String module, String... allowed) {
    String[] all = Stream.concat(Stream.of(module), Stream.of(allowed)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(resideInAPackage("io.patchbay..").and(not(resideInAnyPackage(all))));
  }

  @ArchTest static final ArchRule providerSupportIsOnLayerTwo = ownDependencies(SUPPORT, API);

  @ArchTest static final ArchRule storedStateIsOnLayerThree = ownDependencies(STORE, API, CONTENT);

  @ArchTest
  static final ArchRule theRegistryIsOnLayerThree = ownDependencies(REGISTRY, API, CONTENT);

  @ArchTest static final ArchRule theKitIsOnLayerThree = ownDependencies(KIT, API, CONTENT);

  @ArchTest
  static final ArchRule theCoreIsOnLayerFour = ownDependencies(CORE, API, CONTENT, STORE, REGISTRY);

  @ArchTest
  static final ArchRule theQueueIsOnLayerFive =
      ownDependencies(QUEUE, API, CONTENT, STORE, REGISTRY, CORE);

  @ArchTest
  static final ArchRule theFrontDoorKnowsNoHostAndNoProvider =
      noClasses()
          .that()
          .resideInAnyPackage("io.patchbay", "io.patchbay.guice")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.patchbay.provider..", "io.patchbay.simulator..", "io.patchbay.host..");

  @ArchTest
  static final ArchRule packagesOfTheRegistryTheStoresAndTheCoreHaveNoCycles =
      slices()
          .matching("io.patchbay.(registry|store|core).(**)")
          .namingSlices("$1.$2")
          .should()
          .beFreeOfCycles();

  /** Outside of them, root and internal need each other: capabilities and who implements them. */
  @ArchTest
  static final ArchRule internalPackagesOfAProviderHaveNoCycles =
      slices()
          .matching("io.patchbay.provider.(*).internal.(*)..")
          .namingSlices("$1.$2")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingInternalIsUsedByExamplesAndProviders =
      noClasses()
          .that()
          .resideInAnyPackage("com.example..", "io.patchbay.provider..", "io.patchbay.testkit..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.patchbay..internal..")
                  .and(not(resideInAPackage("io.patchbay.provider.."))));

  @ArchTest
  static final ArchRule onlyTheGuiceModuleKnowsGuice =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.patchbay.guice..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");

  @ArchTest
  static final ArchRule providersKnowTheApiAndProviderSupportAlone =
      ownDependencies("io.patchbay.provider..", API, SUPPORT);

  @ArchTest
  static final ArchRule providersDoNotKnowEachOther =
      slices().matching("io.patchbay.provider.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theSimulatorIsAProgramOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.simulator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              API,
              CONTENT,
              STORE,
              REGISTRY,
              CORE,
              QUEUE,
              SUPPORT,
              "io.patchbay.provider..",
              "io.patchbay.host..");

  @ArchTest
  static final ArchRule theHostHasProvidersAtRunTimeOnly =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.host..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.patchbay.provider..");

  @ArchTest
  static final ArchRule noStaticState =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.patchbay..")
          .and()
          .areStatic()
          .should()
          .notBeFinal()
          .because("two accounts in one process must never mix");

  @ArchTest
  static final ArchRule fieldsAreNeverPublicUnlessConstant =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.patchbay..")
          .and()
          .arePublic()
          .should()
          .notHaveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule noJunkDrawers =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .resideInAnyPackage("..impl..", "..util..", "..common..", "..helper..", "..manager..");
}
