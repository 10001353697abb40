package io.trefoil.sql.catalog.store;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CatalogWriter} wrote; see there for the format. Damaged bytes raise XX001. */
final class CatalogReader {
    private final ByteBuffer in;
    private final IntFunction<Optional<SqlType>> types;

    private CatalogReader(byte[] bytes, IntFunction<Optional<SqlType>> types) {
        this.in = ByteBuffer.wrap(bytes);
        this.types = types;
    }

    /** Whether the bytes are of a type that a user made. */
    static boolean isType(byte[] bytes) {
        return bytes.length > 1 && bytes[1] == 't';
    }

    /** @param types finds the types of users by their OID */
    static CatalogObject object(byte[] bytes, IntFunction<Optional<SqlType>> types) {
        return reading(bytes, types, reader -> {
            char kind = (char) reader.in.get();
            return switch (kind) {
                case 'd' -> reader.database();
                case 'n' -> reader.schema();
                case 'r' -> reader.table();
                case 'i' -> reader.index();
                case 'S' -> reader.sequence();
                case 'v' -> reader.view();
                case 'u' -> reader.role();
                case 't' -> reader.type();
                case 'e' -> reader.extension();
                case 'g' -> reader.roleSettings();
                default ->
                    throw new SqlStateException(
                            SqlState.DATA_CORRUPTED, "the catalog has an object of unknown kind \"" + kind + "\"");
            };
        });
    }

    static TableStatistics statistics(byte[] bytes) {
        return reading(bytes, SqlTypes::find, reader -> {
            double rows = reader.real();
            int pages = reader.number();
            Map<Integer, TableStatistics.ColumnStatistics> columns = new HashMap<>();
            int count = reader.number();
            for (int i = 0; i < count; i++) {
                int column = reader.number();
                columns.put(
                        column,
                        new TableStatistics.ColumnStatistics(
                                reader.real(),
                                reader.real(),
                                reader.number(),
                                reader.list(reader::text),
                                reader.list(reader::text),
                                reader.list(reader::real)));
            }
            return new TableStatistics(rows, pages, columns);
        });
    }

    private static <T> T reading(byte[] bytes, IntFunction<Optional<SqlType>> types, Function<CatalogReader, T> read) {
        CatalogReader reader = new CatalogReader(bytes, types);
        try {
            int version = reader.in.get();
            if (version != CatalogWriter.VERSION) {
                throw new SqlStateException(
                        SqlState.DATA_CORRUPTED, "the catalog has an entry of unknown format version " + version);
            }
            return read.apply(reader);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new SqlStateException(SqlState.DATA_CORRUPTED, "the catalog has a damaged entry", e);
        }
    }

    private Database database() {
        return new Database(number(), text(), number(), flag(), flag(), number(), acl());
    }

    private Schema schema() {
        return new Schema(number(), number(), text(), number(), acl());
    }

    private Table table() {
        return new Table(
                number(),
                number(),
                text(),
                number(),
                acl(),
                number(),
                list(this::column),
                list(this::number),
                list(this::constraint),
                list(this::number),
                number(),
                Table.Persistence.valueOf(text()));
    }

    private Column column() {
        return new Column(
                number(),
                text(),
                type(number()),
                number(),
                flag(),
                textOrNull(),
                textOrNull(),
                Column.Identity.valueOf(text()),
                flag(),
                flag());
    }

    private Constraint constraint() {
        char kind = letter();
        int oid = number();
        String name = text();
        return switch (kind) {
            case 'p', 'u' -> new Constraint.Key(oid, name, kind == 'p', list(this::number), number(), flag(), flag());
            case 'c' -> new Constraint.Check(oid, name, text(), list(this::number), flag());
            case 'f' ->
                new Constraint.ForeignKey(
                        oid,
                        name,
                        list(this::number),
                        number(),
                        list(this::number),
                        number(),
                        letter(),
                        letter(),
                        list(this::number),
                        letter(),
                        flag(),
                        flag(),
                        flag());
            default -> throw new IllegalArgumentException("constraint kind " + kind);
        };
    }

    private Index index() {
        return new Index(
                number(),
                number(),
                text(),
                number(),
                number(),
                number(),
                text(),
                flag(),
                flag(),
                flag(),
                list(() -> new Index.Key(number(), textOrNull(), number(), number(), flag(), flag(), number())),
                list(this::number),
                textOrNull(),
                Index.State.values()[in.get()]);
    }

    private Sequence sequence() {
        return new Sequence(
                number(),
                number(),
                text(),
                number(),
                acl(),
                number(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                flag(),
                number(),
                number(),
                flag(),
                number());
    }

    private View view() {
        return new View(number(), number(), text(), number(), acl(), list(this::column), text(), number());
    }

    private Role role() {
        int oid = number();
        String name = text();
        boolean superuser = flag();
        boolean inherit = flag();
        boolean createRole = flag();
        boolean createDatabase = flag();
        boolean canLogin = flag();
        boolean replication = flag();
        boolean bypass = flag();
        int connectionLimit = number();
        String verifier = textOrNull();
        boolean hasUntil = flag();
        long until = in.getLong();
        List<Role.Membership> memberOf = list(() -> new Role.Membership(number(), flag(), number()));
        Map<String, String> settings = settings();
        return new Role(
                oid,
                name,
                superuser,
                inherit,
                createRole,
                createDatabase,
                canLogin,
                replication,
                bypass,
                connectionLimit,
                verifier,
                hasUntil ? until : null,
                memberOf,
                settings);
    }

    private UserType type() {
        int oid = number();
        int schema = number();
        String name = text();
        int owner = number();
        char kind = letter();
        int array = number();
        List<String> labels = list(this::text);
        int base = number();
        UserType type = new UserType(
                oid,
                schema,
                name,
                owner,
                kind,
                array,
                EnumLabel.listOf(labels),
                base == 0 ? null : type(base),
                number(),
                textOrNull(),
                flag(),
                list(this::column));
        return in.hasRemaining()
                ? type.withLabels(labels.stream()
                        .map(label -> new EnumLabel(label, real()))
                        .toList())
                : type;
    }

    private SqlType type(int oid) {
        return types.apply(oid).orElseGet(() -> SqlTypes.require(oid));
    }

    private RoleSettings roleSettings() {
        return new RoleSettings(number(), number(), number(), settings());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        int count = number();
        for (int i = 0; i < count; i++) {
            String key = text();
            settings.put(key, text());
        }
        return settings;
    }

    private Extension extension() {
        return new Extension(number(), number(), number(), text(), text());
    }

    private @Nullable Acl acl() {
        return flag() ? new Acl(list(() -> new Acl.Item(number(), number(), number(), number()))) : null;
    }

    private int number() {
        return in.getInt();
    }

    private double real() {
        return Double.longBitsToDouble(in.getLong());
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private char letter() {
        return (char) in.getShort();
    }

    private String text() {
        String text = textOrNull();
        if (text == null) {
            throw new IllegalArgumentException("null where a text is expected");
        }
        return text;
    }

    private @Nullable String textOrNull() {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private <T> List<T> list(Supplier<T> read) {
        int count = in.getInt();
        List<T> items = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            items.add(read.get());
        }
        return items;
    }
}
