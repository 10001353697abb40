package io.trefoil.tck.harness.slt;

import io.trefoil.tck.harness.slt.SltRecord.Condition;
import io.trefoil.tck.harness.slt.SltRecord.Expectation;
import io.trefoil.tck.harness.slt.SltRecord.Lines;
import io.trefoil.tck.harness.slt.SltRecord.Sort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code .slt} scripts. Records are parted by blank lines; a line that begins with {@code #} is a comment.
 *
 * <pre>
 *   statement ok                          SQL on the lines below, up to a blank line, ends without an error
 *   statement count 2                     ... and its command tag ends with 2
 *   statement notice 42P07 [REGEX]        ... and a notice comes with it
 *   statement error 42P01 [REGEX]         SQL ends with this SQLSTATE
 *   statement async NAME ok               the same in the background, until "await NAME"
 *   query TYPES [nosort|rowsort|valuesort] [LABEL]
 *   SELECT ...                            TYPES: a letter a column, I integer, R real or numeric, B boolean, T other
 *   ----
 *   1 | x                                 a line a row; NULL, 'quoted' when empty or with blanks at an end, \n \t \\
 *
 *   skipif postgresql  # reason           the next record does not run there: postgresql, trefoil, memory or rocksdb
 *   onlyif postgresql                     the next record runs only there
 *   connection NAME [user=U] [database=D] opens a connection at first use; "default" is the superuser's
 *   await NAME                            waits for the statement and checks how it ended
 *   sleep 100                             milliseconds
 *   include FILE                          its records in this place; the path is relative to this file
 *   halt                                  ends the script
 * </pre>
 *
 * <p>{@code statement ?} and {@code query ?} are for writing: {@code -Dtck.rewrite} replaces them by what happened.
 */
final class SltParser {
    private final Path file;
    private final List<String> lines;
    private final List<SltRecord> records = new ArrayList<>();
    private final List<String> only = new ArrayList<>();
    private final List<String> skip = new ArrayList<>();
    private int next;

    private SltParser(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static List<SltRecord> parse(Path file) throws IOException {
        SltParser parser = new SltParser(file, Files.readAllLines(file));
        parser.parse();
        return parser.records;
    }

    private void parse() throws IOException {
        while (next < lines.size()) {
            String line = lines.get(next).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                next++;
                continue;
            }
            String[] words = line.replaceFirst("\\s+#.*$", "").split("\\s+");
            int number = ++next;
            switch (words[0]) {
                case "skipif" -> skip.add(argument(words));
                case "onlyif" -> only.add(argument(words));
                case "halt" -> records.add(new SltRecord.Halt(number, takeCondition()));
                case "await" -> records.add(new SltRecord.Await(number, argument(words)));
                case "sleep" -> records.add(new SltRecord.Sleep(number, Integer.parseInt(argument(words))));
                case "connection" -> records.add(connection(words));
                case "include" -> records.addAll(parse(file.resolveSibling(argument(words))));
                case "statement" -> records.add(statement(line.split("\\s+")));
                case "query" -> records.add(query(words));
                default -> throw fault("unknown record: " + line);
            }
        }
    }

    private SltRecord connection(String[] words) {
        Optional<String> user = Optional.empty();
        Optional<String> database = Optional.empty();
        for (String word : words) {
            if (word.startsWith("user=")) {
                user = Optional.of(word.substring("user=".length()));
            } else if (word.startsWith("database=")) {
                database = Optional.of(word.substring("database=".length()));
            }
        }
        return new SltRecord.Connection(next, argument(words), user, database);
    }

    private SltRecord statement(String[] words) {
        int head = next;
        String async = "";
        if (argument(words).equals("async")) {
            async = words[2];
            words = Arrays.copyOfRange(words, 2, words.length);
        }
        Expectation expectation = expectation(words);
        String sql = sql();
        return new SltRecord.Statement(
                head, new Lines(file, head, next + 1, next + 1), takeCondition(), sql, expectation, async);
    }

    private Expectation expectation(String[] words) {
        String state = words.length > 2 ? words[2] : "";
        Optional<Pattern> message = words.length > 3
                ? Optional.of(
                        Pattern.compile(String.join(" ", Arrays.asList(words).subList(3, words.length))))
                : Optional.empty();
        return switch (argument(words)) {
            case "ok" -> new Expectation.Ok();
            case "count" -> new Expectation.Count(Long.parseLong(state));
            case "notice" -> new Expectation.Notice(state, message);
            case "error" -> new Expectation.Failure(state, message);
            case "?" -> new Expectation.Unknown();
            default -> throw fault("statement " + words[1] + ": ok, count, notice or error");
        };
    }

    private SltRecord query(String[] words) {
        int head = next;
        Sort sort = words.length > 2 ? Sort.valueOf(words[2]) : Sort.nosort;
        String sql = sql();
        int results = next + 1;
        List<String> expected = new ArrayList<>();
        if (next < lines.size() && lines.get(next).equals("----")) {
            next++;
            while (next < lines.size() && !lines.get(next).isEmpty()) {
                expected.add(lines.get(next++));
            }
        }
        return new SltRecord.Rows(
                head, new Lines(file, head, results, next + 1), takeCondition(), sql, argument(words), sort, expected);
    }

    private String sql() {
        int start = next;
        while (next < lines.size()
                && !lines.get(next).isBlank()
                && !lines.get(next).equals("----")) {
            next++;
        }
        if (next == start) {
            throw fault("no SQL in the record");
        }
        return String.join("\n", lines.subList(start, next));
    }

    private Condition takeCondition() {
        Condition condition = new Condition(List.copyOf(only), List.copyOf(skip));
        only.clear();
        skip.clear();
        return condition;
    }

    private String argument(String[] words) {
        if (words.length < 2) {
            throw fault(words[0] + " wants an argument");
        }
        return words[1];
    }

    private IllegalArgumentException fault(String message) {
        return new IllegalArgumentException(file + ":" + next + ": " + message);
    }
}
