package io.trefoil.sql.api;

import org.jspecify.annotations.Nullable;

/**
 * Parameter values of Bind, as they came over the wire.
 *
 * @param formats none (all text), one (for all) or one a parameter; 0 text, 1 binary
 * @param values bytes by position; a null element is SQL NULL
 */
public record ParameterValues(short[] formats, byte[] @Nullable [] values) {
    public static final ParameterValues NONE = new ParameterValues(new short[0], new byte[0][]);

    /** The format code of a parameter by position. */
    public short format(int index) {
        return formats.length == 0 ? 0 : formats.length == 1 ? formats[0] : formats[index];
    }
}
