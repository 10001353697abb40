package io.trefoil.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks at the sources as text. The lists are for a reader to judge; only what is beyond doubt fails: a file nobody can
 * read at one go, and a note to self.
 */
class TidyTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int LINES_MAX = 1500;
    private static final int SHOWN = 10;
    private static final Pattern METHOD = Pattern.compile("^( {2,8})(?=\\S)[^=;{]*\\)[^;{]*\\{$");
    private static final Pattern NO_METHOD = Pattern.compile(
            "\\b(class|record|interface|enum|if|for|while|switch|try|catch|implements|extends|else|synchronized|case|default|new)\\b.*");

    private record Source(Path path, List<String> lines) {}

    private record Sized(String name, int lines) {}

    @Test
    void noFileIsTooLongToReadAtOneGo() {
        List<Sized> files = javaSources().stream()
                .map(source -> new Sized(name(source), source.lines().size()))
                .sorted(Comparator.comparingInt(Sized::lines).reversed())
                .toList();
        print(
                "longest of " + files.size() + " files (middle: "
                        + files.get(files.size() / 2).lines() + " lines)",
                files);
        assertThat(files).filteredOn(file -> file.lines() > LINES_MAX).isEmpty();
    }

    @Test
    void longestMethodsAreListed() {
        List<Sized> methods = javaSources().stream()
                .flatMap(source -> methods(source).stream())
                .sorted(Comparator.comparingInt(Sized::lines).reversed())
                .toList();
        print(
                "longest of " + methods.size() + " methods (middle: "
                        + methods.get(methods.size() / 2).lines() + " lines)",
                methods);
        assertThat(methods).isNotEmpty();
    }

    @Test
    void notesToSelfAreIssuesInstead() {
        List<String> notes = new ArrayList<>();
        for (Source source : javaSources()) {
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i);
                boolean ownPattern = line.contains("\"") && source.path().endsWith("TidyTest.java");
                if (line.matches(".*\\b(TODO|FIXME|XXX|HACK)\\b.*") && !ownPattern) {
                    notes.add(name(source) + ":" + (i + 1) + " " + line.strip());
                }
            }
        }
        assertThat(notes).isEmpty();
    }

    private static List<Sized> methods(Source source) {
        List<Sized> methods = new ArrayList<>();
        for (int i = 0; i < source.lines().size(); i++) {
            Matcher start = METHOD.matcher(source.lines().get(i));
            if (!start.matches() || NO_METHOD.matcher(source.lines().get(i)).find()) {
                continue;
            }
            String close = start.group(1) + "}";
            int end = i + 1;
            while (end < source.lines().size() && !source.lines().get(end).equals(close)) {
                end++;
            }
            methods.add(new Sized(name(source) + ":" + (i + 1), end - i + 1));
        }
        return methods;
    }

    private static void print(String title, List<Sized> list) {
        System.out.println(title);
        list.stream().limit(SHOWN).forEach(sized -> System.out.printf("  %5d  %s%n", sized.lines(), sized.name()));
    }

    private static String name(Source source) {
        return ROOT.relativize(source.path()).toString();
    }

    private static List<Source> javaSources() {
        List<Source> sources = new ArrayList<>();
        for (String part : List.of("sql", "wire", "driver", "tck")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(TidyTest::isSource).sorted().toList()) {
                    sources.add(new Source(file, Files.readAllLines(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }
}
