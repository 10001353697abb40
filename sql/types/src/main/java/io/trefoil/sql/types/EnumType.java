package io.trefoil.sql.types;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An enum type that a user made: its labels at one moment. Values are {@link EnumLabel}s.
 *
 * <p>Types are told apart by identity, and the catalog is read again and again; so there is one instance for one
 * definition.
 */
public final class EnumType extends SqlType {
    private static final Map<Definition, WeakReference<EnumType>> KNOWN = new WeakHashMap<>();

    private final Definition definition;
    private final Map<String, EnumLabel> byText = new HashMap<>();
    private final ArrayType array;

    /** What makes a type, texts of labels included. */
    private record Definition(
            int oid, int arrayOid, String name, String sqlName, List<EnumLabel> labels, List<String> texts) {}

    private EnumType(Definition definition) {
        super(definition.oid, definition.arrayOid, definition.name, definition.sqlName, 'E', false, 4);
        this.definition = definition;
        definition.labels.forEach(label -> byText.put(label.text(), label));
        this.array = new ArrayType(this);
    }

    /** @param labels in their order */
    public static EnumType of(int oid, int arrayOid, String name, String sqlName, List<EnumLabel> labels) {
        Definition definition = new Definition(
                oid,
                arrayOid,
                name,
                sqlName,
                List.copyOf(labels),
                labels.stream().map(EnumLabel::text).toList());
        synchronized (KNOWN) {
            WeakReference<EnumType> reference = KNOWN.get(definition);
            EnumType known = reference == null ? null : reference.get();
            if (known == null) {
                known = new EnumType(definition);
                KNOWN.remove(definition);
                KNOWN.put(definition, new WeakReference<>(known));
            }
            return known;
        }
    }

    /** All labels in their order. */
    public List<EnumLabel> labels() {
        return definition.labels;
    }

    ArrayType array() {
        return array;
    }

    /** The label at a place; 22P03 when there is none. */
    public EnumLabel at(double position) {
        List<EnumLabel> labels = definition.labels;
        int low = 0;
        int high = labels.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int sign = Double.compare(labels.get(middle).position(), position);
            if (sign == 0) {
                return labels.get(middle);
            }
            low = sign < 0 ? middle + 1 : low;
            high = sign < 0 ? high : middle - 1;
        }
        throw new SqlStateException(
                SqlState.INVALID_BINARY_REPRESENTATION, "invalid internal value for enum: " + position);
    }

    @Override
    public Class<?> javaClass() {
        return EnumLabel.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        @Nullable EnumLabel label = byText.get(text);
        if (label == null) {
            throw new SqlStateException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    "invalid input value for enum " + sqlName() + ": \"" + text + "\"");
        }
        return label;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        writeBinary(value, out);
    }

    /** The label's text. */
    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return parse(Utf8.decode(source, offset, length), typmod, TextFormat.DEFAULT);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putUtf8(((EnumLabel) value).text());
    }

    @Override
    public int compare(Object left, Object right) {
        return Double.compare(((EnumLabel) left).position(), ((EnumLabel) right).position());
    }
}
