package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pattern into a tree of {@link Node}s. Atoms in a row that neither capture nor refer back nor change the
 * preference become one plain node; the first other atom ends it and the rest of the branch becomes a node on its right.
 */
final class RegexParser {
    private final PatternReader in;
    private RegexOptions options;
    private final List<Lookaround> lookarounds = new ArrayList<>();
    private final List<@Nullable Ast> groups = new ArrayList<>();
    private int insideLookaround;

    private RegexParser(String pattern, RegexOptions options) {
        this.in = new PatternReader(pattern);
        this.options = options;
        groups.add(null);
    }

    /** A parsed pattern. */
    record Parsed(Node tree, int groups, List<Lookaround> lookarounds, RegexOptions options) {}

    static Parsed parse(String pattern, RegexOptions options) {
        RegexParser parser = new RegexParser(pattern, options);
        Node tree = parser.whole();
        return new Parsed(tree, parser.groups.size() - 1, List.copyOf(parser.lookarounds), parser.options);
    }

    private Node whole() {
        prefixes();
        if (options.syntax() == RegexOptions.Syntax.LITERAL) {
            List<Ast> characters = new ArrayList<>();
            while (!in.atEnd()) {
                characters.add(character(in.next()));
            }
            return new Node.Plain(new Ast.Sequence(characters), 0);
        }
        Node tree = alternatives();
        if (!in.atEnd()) {
            throw RegexErrors.invalid(RegexErrors.PARENTHESES);
        }
        return tree;
    }

    /** Directors {@code ***:} and {@code ***=} and embedded options {@code (?xyz)} at the very start. */
    private void prefixes() {
        if (options.syntax() == RegexOptions.Syntax.LITERAL) {
            return;
        }
        if (in.take("***=")) {
            options = options.withSyntax(RegexOptions.Syntax.LITERAL);
            return;
        }
        if (in.take("***:")) {
            options = options.withSyntax(RegexOptions.Syntax.ADVANCED);
        } else if (in.looksAt("***")) {
            throw RegexErrors.invalid(RegexErrors.QUANTIFIER);
        }
        if (options.syntax() == RegexOptions.Syntax.ADVANCED && in.looksAt("(?") && isLetter(in.peek(2))) {
            in.take("(?");
            while (isLetter(in.peek())) {
                RegexOptions changed = options.with((char) in.next());
                if (changed == null) {
                    throw RegexErrors.invalid(RegexErrors.OPTION);
                }
                options = changed;
            }
            if (!in.take(')')) {
                throw RegexErrors.invalid(RegexErrors.OPTION);
            }
        }
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private Node alternatives() {
        List<Node> branches = new ArrayList<>();
        int flags = Node.LONGER;
        do {
            Node branch = branch();
            branches.add(branch);
            flags |= Node.upward(flags | branch.flags());
        } while (takeBar());
        if (branches.size() == 1) {
            return branches.get(0);
        }
        Node.Alternatives node = new Node.Alternatives(List.copyOf(branches), flags);
        return Node.isMessy(flags) ? node : new Node.Plain(node.ast(), flags);
    }

    private boolean takeBar() {
        return options.syntax() != RegexOptions.Syntax.BASIC && in.take('|');
    }

    private boolean atBranchEnd() {
        skipIgnored();
        if (options.syntax() == RegexOptions.Syntax.BASIC) {
            return in.atEnd() || in.looksAt("\\)");
        }
        return in.atEnd() || in.peek() == '|' || in.peek() == ')';
    }

    /** White space and comments of the expanded syntax, and {@code (?#...)} comments. */
    private void skipIgnored() {
        boolean more = true;
        while (more) {
            more = false;
            while (options.expanded() && in.peek() >= 0 && in.peek() <= ' ' && Character.isWhitespace(in.peek())) {
                in.next();
            }
            if (options.expanded() && in.peek() == '#') {
                while (!in.atEnd() && in.peek() != '\n') {
                    in.next();
                }
                more = true;
            }
            if (options.syntax() == RegexOptions.Syntax.ADVANCED && in.take("(?#")) {
                while (!in.atEnd() && in.peek() != ')') {
                    in.next();
                }
                in.take(')');
                more = true;
            }
        }
    }

    private Node branch() {
        List<Ast> plain = new ArrayList<>();
        int plainFlags = 0;
        boolean first = true;
        while (!atBranchEnd()) {
            boolean lineStart = in.peek() == '^';
            Ast condition = condition(first);
            if (condition != null) {
                plain.add(condition);
                if (lineStart && options.syntax() == RegexOptions.Syntax.BASIC) {
                    continue;
                }
                skipIgnored();
                if (Quantifier.read(in, options.syntax()) != null) {
                    throw RegexErrors.invalid(RegexErrors.QUANTIFIER);
                }
                first = false;
                continue;
            }
            Node atom = atom(first);
            first = false;
            skipIgnored();
            Quantifier read = Quantifier.read(in, options.syntax());
            Quantifier quantifier = read == null ? Quantifier.ONCE : read;
            checkNoSecondQuantifier();
            if (quantifier.max() == 0) {
                continue;
            }
            int flags = plainFlags | quantifier.preference() | atom.flags();
            boolean ownNode = atom instanceof Node.Capture || atom instanceof Node.BackReference;
            if (!ownNode && !Node.isMessy(flags | Node.upward(flags))) {
                plain.add(repeated(atom.ast(), quantifier));
                plainFlags = flags;
            } else {
                return withMessyAtom(plain, plainFlags, atom, quantifier);
            }
        }
        return new Node.Plain(new Ast.Sequence(List.copyOf(plain)), plainFlags);
    }

    private void checkNoSecondQuantifier() {
        int position = in.position();
        skipIgnored();
        if (Quantifier.read(in, options.syntax()) != null) {
            throw RegexErrors.invalid(RegexErrors.QUANTIFIER);
        }
        in.moveTo(position);
    }

    private static Ast repeated(Ast atom, Quantifier quantifier) {
        return quantifier.isOnce() ? atom : new Ast.Repeat(atom, quantifier.min(), quantifier.max());
    }

    /** The plain part so far, then the atom, then the rest of the branch. */
    private Node withMessyAtom(List<Ast> plain, int plainFlags, Node atom, Quantifier quantifier) {
        Node middle = quantified(atom, quantifier);
        int middleFlags = atom instanceof Node.BackReference
                ? middle.flags()
                : Node.combine(quantifier.preference(), atom.flags());
        Node tail = middle;
        if (!atBranchEnd()) {
            Node rest = branch();
            middleFlags |= Node.combine(middleFlags, rest.flags());
            tail = new Node.Concat(middle, rest, middleFlags);
        }
        if (plain.isEmpty()) {
            return tail;
        }
        Node prefix = new Node.Plain(new Ast.Sequence(List.copyOf(plain)), plainFlags);
        return new Node.Concat(prefix, tail, plainFlags | Node.combine(plainFlags, tail.flags()));
    }

    private static Node quantified(Node atom, Quantifier quantifier) {
        int preference = quantifier.preference();
        int flags = Node.combine(preference, atom.flags());
        if (atom instanceof Node.BackReference reference) {
            return new Node.BackReference(
                    reference.group(),
                    reference.referred(),
                    quantifier.min(),
                    quantifier.max(),
                    reference.flags() | flags);
        }
        int own = atom.flags() & (Node.PREFERENCE | Node.MIXED);
        if (quantifier.isOnce() && (preference == 0 || own == 0 || preference == own)) {
            return atom;
        }
        if ((atom.flags() & (Node.CAPTURES | Node.REFERS)) == 0) {
            return new Node.Plain(repeated(atom.ast(), quantifier), flags);
        }
        if (quantifier.min() > 0 && (atom.flags() & Node.REFERS) == 0) {
            int fewerMax = quantifier.max() == Ast.UNLIMITED ? Ast.UNLIMITED : quantifier.max() - 1;
            Ast before = new Ast.Repeat(atom.ast(), quantifier.min() - 1, fewerMax);
            return new Node.Concat(new Node.Plain(before, flags & Node.PREFERENCE), atom, flags);
        }
        return new Node.Iteration(atom, quantifier.min(), quantifier.max(), flags);
    }

    /** A condition on the place, or null when an atom comes next. */
    private @Nullable Ast condition(boolean first) {
        boolean basic = options.syntax() == RegexOptions.Syntax.BASIC;
        if (in.peek() == '^' && (!basic || first)) {
            in.next();
            return new Ast.Condition(options.newlineAnchors() ? Ast.Place.LINE_START : Ast.Place.TEXT_START);
        }
        if (in.peek() == '$'
                && (!basic || in.peek(1) == PatternReader.END || in.peek(1) == '\\' && in.peek(2) == ')')) {
            in.next();
            return new Ast.Condition(options.newlineAnchors() ? Ast.Place.LINE_END : Ast.Place.TEXT_END);
        }
        if (in.take("[[:<:]]") || basic && in.take("\\<")) {
            return new Ast.Condition(Ast.Place.WORD_START);
        }
        if (in.take("[[:>:]]") || basic && in.take("\\>")) {
            return new Ast.Condition(Ast.Place.WORD_END);
        }
        if (options.syntax() != RegexOptions.Syntax.ADVANCED) {
            return null;
        }
        if (in.take("(?=")) {
            return lookaround(true, true);
        }
        if (in.take("(?!")) {
            return lookaround(true, false);
        }
        if (in.take("(?<=")) {
            return lookaround(false, true);
        }
        if (in.take("(?<!")) {
            return lookaround(false, false);
        }
        Ast.Place place = in.peek() == '\\' ? escapedPlace(in.peek(1)) : null;
        if (place == null) {
            return null;
        }
        in.next();
        in.next();
        return new Ast.Condition(place);
    }

    private static Ast.@Nullable Place escapedPlace(int letter) {
        return switch (letter) {
            case 'A' -> Ast.Place.TEXT_START;
            case 'Z' -> Ast.Place.TEXT_END;
            case 'm' -> Ast.Place.WORD_START;
            case 'M' -> Ast.Place.WORD_END;
            case 'y' -> Ast.Place.WORD_BOUNDARY;
            case 'Y' -> Ast.Place.NO_WORD_BOUNDARY;
            default -> null;
        };
    }

    private Ast lookaround(boolean ahead, boolean wanted) {
        insideLookaround++;
        Ast body = alternatives().ast();
        insideLookaround--;
        close();
        lookarounds.add(new Lookaround(body, ahead, wanted));
        return new Ast.Look(lookarounds.size() - 1);
    }

    private void close() {
        if (!(options.syntax() == RegexOptions.Syntax.BASIC ? in.take("\\)") : in.take(')'))) {
            throw RegexErrors.invalid(RegexErrors.PARENTHESES);
        }
    }

    private Node atom(boolean first) {
        boolean basic = options.syntax() == RegexOptions.Syntax.BASIC;
        if (basic ? in.take("\\(") : in.take('(')) {
            return group();
        }
        if (basic && first && in.take('*')) {
            return plain(character('*'));
        }
        if (Quantifier.read(in, options.syntax()) != null) {
            throw RegexErrors.invalid(RegexErrors.QUANTIFIER);
        }
        int c = in.next();
        return switch (c) {
            case '.' -> plain(new Ast.Chars(options.newlineStops() ? CharSet.NEWLINE.complement() : CharSet.ANY));
            case '[' -> plain(new Ast.Chars(BracketParser.parse(in, options)));
            case '\\' -> escape();
            default -> plain(character(c));
        };
    }

    private static Node plain(Ast ast) {
        return new Node.Plain(ast, 0);
    }

    private Ast character(int c) {
        CharSet set = CharSet.ofRange(c, c);
        return new Ast.Chars(options.ignoreCase() ? set.ignoringCase() : set);
    }

    private Node group() {
        if (options.syntax() == RegexOptions.Syntax.ADVANCED && in.peek() == '?') {
            if (!in.take("?:")) {
                throw RegexErrors.invalid(RegexErrors.QUANTIFIER);
            }
            Node inner = alternatives();
            close();
            return inner;
        }
        if (insideLookaround > 0) {
            Node inner = alternatives();
            close();
            return inner;
        }
        int group = groups.size();
        groups.add(null);
        Node inner = alternatives();
        close();
        groups.set(group, inner.ast());
        return new Node.Capture(group, inner, inner.flags() | Node.CAPTURES);
    }

    /** What follows a backslash, other than a condition. */
    private Node escape() {
        if (options.syntax() != RegexOptions.Syntax.ADVANCED) {
            if (in.atEnd()) {
                throw RegexErrors.invalid(RegexErrors.ESCAPE);
            }
            boolean digit = in.digitAhead() && in.peek() != '0';
            return digit && options.syntax() == RegexOptions.Syntax.BASIC
                    ? backReference(in.next() - '0')
                    : plain(character(in.next()));
        }
        int c = in.peek();
        if (c != PatternReader.END && CharacterClasses.isShorthand(c)) {
            in.next();
            CharSet set = CharacterClasses.shorthand(c);
            boolean stops = options.newlineStops() && (c == 'D' || c == 'W');
            return plain(new Ast.Chars(stops ? set.without(CharSet.NEWLINE) : set));
        }
        if (c >= '1' && c <= '9') {
            int group = referredGroup();
            if (group > 0) {
                return backReference(group);
            }
        }
        return plain(character(CharacterEscapes.read(in)));
    }

    /** One digit is always a back reference; more are one only when there are that many groups, else octal. */
    private int referredGroup() {
        int start = in.position();
        int value = 0;
        while (in.digitAhead() && value < 1000) {
            value = value * 10 + in.next() - '0';
        }
        if (in.position() - start == 1 || value < groups.size()) {
            return value;
        }
        in.moveTo(start);
        return 0;
    }

    private Node backReference(int group) {
        Ast referred = insideLookaround == 0 && group < groups.size() ? groups.get(group) : null;
        if (referred == null) {
            throw RegexErrors.invalid(RegexErrors.BACK_REFERENCE);
        }
        return new Node.BackReference(group, referred, 1, 1, Node.REFERS);
    }
}
