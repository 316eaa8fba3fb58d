package io.patchbay.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the module table: providers → channel-api ← provider-registry ← host-app. */
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

  @ArchTest
  static final ArchRule theRegistryKnowsNoProvider =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.registry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.patchbay.provider..", "io.patchbay.simulator..", "io.patchbay.host..");

  @ArchTest
  static final ArchRule leasesDoNotKnowTheChannelAboveThem =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.registry")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.patchbay.registry.channel..", "io.patchbay.registry.guice..");

  @ArchTest
  static final ArchRule onlyTheGuiceModuleKnowsGuice =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.patchbay.registry.guice..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");

  @ArchTest
  static final ArchRule providersKnowTheApiAlone =
      noClasses()
          .that()
          .resideInAPackage("io.patchbay.provider..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.patchbay.content..",
              "io.patchbay.registry..",
              "io.patchbay.simulator..",
              "io.patchbay.host..");

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
              "io.patchbay.channel..",
              "io.patchbay.registry..",
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
