package com.moalog.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The package rules of the house. A module applies them to its root package in one test:
 *
 * <pre>{@code
 * @Test
 * void obeysTheHouseRules() {
 *   HouseRules.check("com.moalog.fluxpay");
 * }
 * }</pre>
 *
 * <p>Stateless and thread-safe.
 */
public final class HouseRules {

  private static final ArchRule MODEL_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("..model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "com.google.errorprone.annotations..", "..model..")
          .because("a model package imports nothing but the JDK and JSpecify's annotations")
          .allowEmptyShould(true);

  private HouseRules() {}

  /**
   * Checks every main class below {@code rootPackage}.
   *
   * @throws AssertionError naming each violation and its source line
   */
  public static void check(String rootPackage) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(rootPackage);
    if (classes.isEmpty()) {
      throw new AssertionError("no classes found below package " + rootPackage);
    }
    MODEL_IS_PLAIN_JAVA.check(classes);
    slices()
        .matching(rootPackage + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("features must not depend on each other in a circle")
        .allowEmptyShould(true)
        .check(classes);
  }
}
