package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.List;

/** Reads a bracket expression, from after its opening bracket to its closing one. */
final class BracketParser {
    private final PatternReader in;
    private final RegexOptions options;
    private final List<int[]> ranges = new ArrayList<>();
    private boolean lastWasClass;

    private BracketParser(PatternReader in, RegexOptions options) {
        this.in = in;
        this.options = options;
    }

    static CharSet parse(PatternReader in, RegexOptions options) {
        return new BracketParser(in, options).parse();
    }

    private CharSet parse() {
        boolean negated = in.take('^');
        boolean first = true;
        while (first || in.peek() != ']') {
            first = false;
            element();
        }
        in.next();
        CharSet set = CharSet.ofRanges(ranges);
        if (options.ignoreCase()) {
            set = set.ignoringCase();
        }
        if (negated) {
            set = set.complement();
            return options.newlineStops() ? set.without(CharSet.NEWLINE) : set;
        }
        return set;
    }

    private void element() {
        int from = endpoint();
        if (lastWasClass) {
            if (in.peek() == '-' && in.peek(1) != ']') {
                throw RegexErrors.invalid(RegexErrors.RANGE);
            }
            return;
        }
        if (in.peek() != '-' || in.peek(1) == ']' || in.peek(1) == PatternReader.END) {
            ranges.add(new int[] {from, from});
            return;
        }
        in.next();
        int to = endpoint();
        if (lastWasClass || to < from || in.peek() == '-' && in.peek(1) != ']') {
            throw RegexErrors.invalid(RegexErrors.RANGE);
        }
        ranges.add(new int[] {from, to});
    }

    /** One character; a class is added whole and remembered by {@link #lastWasClass}. */
    private int endpoint() {
        lastWasClass = false;
        if (in.atEnd()) {
            throw RegexErrors.invalid(RegexErrors.BRACKETS);
        }
        int c = in.next();
        if (c == '\\' && options.syntax() == RegexOptions.Syntax.ADVANCED) {
            int letter = in.peek();
            if (letter != PatternReader.END && CharacterClasses.isShorthand(letter)) {
                in.next();
                addClass(CharacterClasses.shorthand(letter));
                return 0;
            }
            return CharacterEscapes.read(in);
        }
        if (c == '[' && in.peek() == ':') {
            addClass(CharacterClasses.named(name(':')));
            return 0;
        }
        if (c == '[' && in.peek() == '=') {
            int element = collatingElement(name('='));
            addClass(CharSet.ofRange(element, element));
            return 0;
        }
        return c == '[' && in.peek() == '.' ? collatingElement(name('.')) : c;
    }

    private void addClass(CharSet set) {
        set.addTo(ranges);
        lastWasClass = true;
    }

    /** The text between {@code [:} and {@code :]} and the like. */
    private String name(char mark) {
        in.next();
        StringBuilder name = new StringBuilder();
        while (!(in.peek() == mark && in.peek(1) == ']')) {
            if (in.atEnd()) {
                throw RegexErrors.invalid(RegexErrors.BRACKETS);
            }
            name.appendCodePoint(in.next());
        }
        in.next();
        in.next();
        return name.toString();
    }

    private static int collatingElement(String name) {
        if (name.codePointCount(0, name.length()) == 1) {
            return name.codePointAt(0);
        }
        return switch (name) {
            case "NUL" -> 0;
            case "tab" -> '\t';
            case "newline" -> '\n';
            case "vertical-tab" -> 11;
            case "form-feed" -> '\f';
            case "carriage-return" -> '\r';
            case "space" -> ' ';
            case "exclamation-mark" -> '!';
            case "quotation-mark" -> '"';
            case "number-sign" -> '#';
            case "dollar-sign" -> '$';
            case "percent-sign" -> '%';
            case "ampersand" -> '&';
            case "apostrophe" -> '\'';
            case "left-parenthesis" -> '(';
            case "right-parenthesis" -> ')';
            case "asterisk" -> '*';
            case "plus-sign" -> '+';
            case "comma" -> ',';
            case "hyphen", "hyphen-minus" -> '-';
            case "period", "full-stop" -> '.';
            case "slash", "solidus" -> '/';
            case "colon" -> ':';
            case "semicolon" -> ';';
            case "less-than-sign" -> '<';
            case "equals-sign" -> '=';
            case "greater-than-sign" -> '>';
            case "question-mark" -> '?';
            case "commercial-at" -> '@';
            case "left-square-bracket" -> '[';
            case "backslash", "reverse-solidus" -> '\\';
            case "right-square-bracket" -> ']';
            case "circumflex", "circumflex-accent" -> '^';
            case "underscore", "low-line" -> '_';
            case "grave-accent" -> '`';
            case "left-brace", "left-curly-bracket" -> '{';
            case "vertical-line" -> '|';
            case "right-brace", "right-curly-bracket" -> '}';
            case "tilde" -> '~';
            default -> throw RegexErrors.invalid(RegexErrors.COLLATING);
        };
    }
}
