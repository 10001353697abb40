import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Checks or fixes the layout of every Java source below a directory: {@code JavaFormat check|apply DIR STAMP}.
 *
 * <p>Why not Spotless's own Java step: the formatter parses with the javac of the JDK it runs on, and Maven may run on 17
 * while our sources are Java 21. The build starts this file in the toolchain's JDK instead.
 *
 * <p>STAMP is an empty file whose time says when all was well; sources older than it are not looked at again.
 */
final class JavaFormat {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    private JavaFormat() {}

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        Path stamp = Path.of(args[2]);
        FileTime lastGood = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
        FileTime start = FileTime.fromMillis(System.currentTimeMillis());

        List<Path> sources;
        try (Stream<Path> files = Files.walk(root)) {
            sources = files.filter(JavaFormat::isSource).toList();
        }
        AtomicInteger faults = new AtomicInteger();
        sources.parallelStream().filter(file -> isNewer(file, lastGood)).forEach(file -> {
            try {
                String source = Files.readString(file);
                String formatted = FORMATTER.formatSourceAndFixImports(source);
                if (formatted.equals(source)) {
                    return;
                }
                if (apply) {
                    Files.writeString(file, formatted);
                    System.out.println("formatted " + root.relativize(file));
                } else {
                    System.err.println("not formatted: " + root.relativize(file));
                    faults.incrementAndGet();
                }
            } catch (IOException | FormatterException e) {
                System.err.println(root.relativize(file) + ": " + e.getMessage());
                faults.incrementAndGet();
            }
        });
        if (faults.get() > 0) {
            System.err.println(faults + " Java files to format; fix them with: mvn -N validate -Dformat.mode=apply");
            System.exit(1);
        }
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, start);
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return path.endsWith(".java")
                && (path.contains("/src/") || path.contains("/.mvn/"))
                && !path.contains("/target/");
    }

    private static boolean isNewer(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) >= 0;
        } catch (IOException e) {
            return true;
        }
    }
}
