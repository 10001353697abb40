package io.trefoil.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of properties in docs/jdbc.md are what the driver knows; {@code -Dtck.rewrite=true} writes them. */
class PropertiesDocTest {
    private static final Path PAGE = Path.of("../../docs/jdbc.md");
    private static final String END = "<!-- end -->";

    @Test
    void thePageListsEveryProperty() throws IOException {
        String page = Files.readString(PAGE);
        String written = put(put(page, "trefoil", ours()), "pgjdbc", theirs());
        if (Boolean.getBoolean("tck.rewrite")) {
            Files.writeString(PAGE, written);
        } else {
            assertThat(page).as("docs/jdbc.md, rewritten by -Dtck.rewrite=true").isEqualTo(written);
        }
    }

    private static String put(String page, String whose, String text) {
        String begin = "<!-- properties of " + whose + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(END, from);
        assertThat(page).contains(begin);
        return page.substring(0, from) + text + page.substring(to);
    }

    private static String ours() {
        String rows = DriverProperty.all().stream()
                .filter(DriverProperty::ours)
                .map(property -> "| `" + property.name() + "` | "
                        + (property.byDefault() == null ? "" : "`" + property.byDefault() + "`") + " | "
                        + property.description() + " |\n")
                .collect(Collectors.joining());
        return "\n| property | default | what it does |\n|---|---|---|\n" + rows + "\n";
    }

    private static String theirs() {
        String names = DriverProperty.all().stream()
                .filter(property -> !property.ours())
                .map(property -> "`" + property.name() + "`")
                .collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        int width = 0;
        for (String word : names.split(" ")) {
            boolean wraps = width + word.length() > 118;
            text.append(width == 0 ? "" : wraps ? "\n" : " ").append(word);
            width = wraps ? word.length() : width + word.length() + 1;
        }
        return "\n" + text + "\n\n";
    }
}
