package io.trefoil.tck.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom. The picture is in ARCHITECTURE.md; a new arrow is a decision and changes both. */
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.trefoil");

    private static final String TYPES = "io.trefoil.sql.types..";
    private static final String API = "io.trefoil.sql.api..";
    private static final String PARSER = "io.trefoil.sql.parser..";
    private static final String FUNCTIONS = "io.trefoil.sql.functions..";
    private static final String STORAGE = "io.trefoil.sql.storage..";
    private static final String MEMORY = "io.trefoil.sql.storage.memory..";
    private static final String ROCKSDB = "io.trefoil.sql.storage.rocksdb..";
    private static final String RECORDS = "io.trefoil.sql.records..";
    private static final String CATALOG = "io.trefoil.sql.catalog..";
    private static final String ENGINE = "io.trefoil.sql.engine..";
    private static final String PROTOCOL = "io.trefoil.wire.protocol..";
    private static final String SERVER = "io.trefoil.wire.server..";
    private static final String LAUNCHER = "io.trefoil.launcher..";
    private static final String DRIVER = "io.trefoil.jdbc..";
    private static final String EMBEDDED = "io.trefoil.embedded..";

    /** Every module and the modules of ours that it may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry(TYPES, List.of()),
            Map.entry(PROTOCOL, List.of()),
            Map.entry(API, List.of(TYPES)),
            Map.entry(PARSER, List.of(TYPES)),
            Map.entry(FUNCTIONS, List.of(TYPES)),
            Map.entry(MEMORY, List.of(STORAGE)),
            Map.entry(ROCKSDB, List.of(STORAGE)),
            Map.entry(RECORDS, List.of(TYPES, STORAGE)),
            Map.entry(CATALOG, List.of(TYPES, STORAGE, RECORDS)),
            Map.entry(ENGINE, List.of(TYPES, API, PARSER, FUNCTIONS, STORAGE, RECORDS, CATALOG)),
            Map.entry(SERVER, List.of(PROTOCOL, API, TYPES)),
            Map.entry(DRIVER, List.of()),
            Map.entry(EMBEDDED, List.of(DRIVER, SERVER, PROTOCOL, API, ENGINE, STORAGE, TYPES)),
            Map.entry(LAUNCHER, List.of(SERVER, API, ENGINE, STORAGE, TYPES, DRIVER)));

    @TestFactory
    Stream<DynamicTest> modulesOnlyUseTheModulesBelowThem() {
        return ARROWS.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(arrow.getKey()), arrow.getValue().stream())
                            .toArray(String[]::new);
                    classes()
                            .that()
                            .resideInAPackage(arrow.getKey())
                            .should()
                            .onlyDependOnClassesThat(
                                    resideOutsideOfPackages("io.trefoil..").or(resideInAnyPackage(allowed)))
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }));
    }

    @Test
    void storageDoesNotKnowItsEngines() {
        noClasses()
                .that(resideInAnyPackage(STORAGE).and(resideOutsideOfPackages(MEMORY, ROCKSDB)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(MEMORY, ROCKSDB), allExcept(STORAGE))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    private static Stream<String> allExcept(String module) {
        return ARROWS.keySet().stream()
                .filter(other -> !other.equals(module) && !other.equals(MEMORY) && !other.equals(ROCKSDB));
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.trefoil.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void calciteIsOnlySeenByTheEngine() {
        only(ENGINE, "org.apache.calcite..");
    }

    @Test
    void nettyIsOnlySeenByTheServer() {
        only(SERVER, "io.netty..");
    }

    @Test
    void rocksDbIsOnlySeenByItsStore() {
        only(ROCKSDB, "org.rocksdb..");
    }

    @Test
    void commandLineLibrariesAreOnlySeenByTheLauncher() {
        only(LAUNCHER, "picocli..", "org.jline..");
    }

    private static void only(String module, String... library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(CLASSES);
    }

    @Test
    void protocolAndTypesNeedNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage(PROTOCOL, TYPES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", PROTOCOL, TYPES)
                .check(CLASSES);
    }

    /** The driver brings no logging library into its applications: java.util.logging, as java.sql.Driver asks. */
    @Test
    void onlyTheLauncherWritesToStandardStreamsOrSetsUpLogging() {
        noClasses()
                .that()
                .resideOutsideOfPackages(LAUNCHER, "io.trefoil.tck..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(LAUNCHER, DRIVER, "io.trefoil.tck..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = CLASSES.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(this::isUnmarked)
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private boolean isUnmarked(JavaPackage candidate) {
        return candidate
                .tryGetPackageInfo()
                .map(info -> !info.isAnnotatedWith(NullMarked.class))
                .orElse(true);
    }

    @Test
    void namesSayWhatSetsAClassApart() {
        String[] empty = {"Impl", "Manager", "Util", "Utils", "Helper"};
        List<String> found = CLASSES.stream()
                .filter(type -> Arrays.stream(empty).anyMatch(type.getSimpleName()::endsWith))
                .map(type -> type.getName())
                .toList();
        assertThat(found).as("classes whose names say nothing").isEmpty();
    }
}
