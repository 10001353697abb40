package io.trefoil.launcher;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes written with a unit as PostgreSQL's settings take it: 512MB, 2GB; powers of 1024. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([KMGT]?)B?");

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException("'" + text + "' is not a size such as 512MB or 2GB");
        }
        int shift = size.group(2).isEmpty() ? 0 : 10 * ("KMGT".indexOf(size.group(2)) + 1);
        return Long.parseLong(size.group(1)) << shift;
    }
}
