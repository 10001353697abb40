package io.trefoil.sql.types;

import java.time.ZoneId;

/**
 * The fast way for the one form that programs write: {@code yyyy-mm-dd}, {@code yyyy-mm-dd hh:mm:ss[.ffffff][+hh[:mm]]}
 * and {@code hh:mm:ss[.ffffff]}, read straight from bytes. Anything else, valid or not, is {@link #OTHER} and goes to
 * the general parser, so that this class never has to report an error.
 */
final class IsoTimestamp {
    /** Not of the fast form; no value of any of these types (it lies outside the range of timestamps). */
    static final long OTHER = Long.MAX_VALUE - 1;

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int FRACTION_DIGITS_MAX = 6;

    private IsoTimestamp() {}

    static long days(byte[] source, int offset, int length) {
        return length == DATE_LENGTH ? dayAt(source, offset) : OTHER;
    }

    private static long dayAt(byte[] source, int at) {
        int century = twoDigits(source, at);
        int yearOfCentury = twoDigits(source, at + 2);
        int month = twoDigits(source, at + 5);
        int day = twoDigits(source, at + 8);
        int year = century * 100 + yearOfCentury;
        if ((century | yearOfCentury | month | day) < 0
                || source[at + 4] != '-'
                || source[at + 7] != '-'
                || year == 0
                || month == 0
                || month > 12
                || day == 0
                || day > 28 && day > CivilDate.monthLength(year, month)) {
            return OTHER;
        }
        return CivilDate.toDays(year, month, day);
    }

    /** The number that two digits make, or a negative one. */
    private static int twoDigits(byte[] source, int at) {
        int tens = source[at] - '0';
        int ones = source[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Integer.MIN_VALUE;
    }

    static long timeOfDay(byte[] source, int offset, int length) {
        return length >= TIME_LENGTH ? timeAt(source, offset, offset + length) : OTHER;
    }

    /** The time from an index up to an end. */
    private static long timeAt(byte[] source, int at, int end) {
        int hour = twoDigits(source, at);
        int minute = twoDigits(source, at + 3);
        int second = twoDigits(source, at + 6);
        if ((hour | minute | second) < 0
                || hour > 23
                || minute > 59
                || second > 59
                || source[at + 2] != ':'
                || source[at + 5] != ':') {
            return OTHER;
        }
        long micros = 0;
        int point = at + TIME_LENGTH;
        if (point < end) {
            int digits = end - point - 1;
            if (source[point] != '.' || digits < 1 || digits > FRACTION_DIGITS_MAX) {
                return OTHER;
            }
            for (int i = point + 1; i <= point + FRACTION_DIGITS_MAX; i++) {
                int digit = i < end ? source[i] - '0' : 0;
                if (digit < 0 || digit > 9) {
                    return OTHER;
                }
                micros = micros * 10 + digit;
            }
        }
        return ((hour * 60L + minute) * 60 + second) * LocalTimes.MICROS_PER_SECOND + micros;
    }

    /** A timestamp without zone; a date alone is midnight. */
    static long local(byte[] source, int offset, int length) {
        return local(source, offset, length, length);
    }

    private static long local(byte[] source, int offset, int length, int timeEnd) {
        if (length < DATE_LENGTH) {
            return OTHER;
        }
        long days = dayAt(source, offset);
        if (days == OTHER) {
            return OTHER;
        }
        if (length == DATE_LENGTH) {
            return days * LocalTimes.MICROS_PER_DAY;
        }
        int time = DATE_LENGTH + 1;
        byte separator = source[offset + DATE_LENGTH];
        if (separator != ' ' && separator != 'T' || timeEnd - time < TIME_LENGTH) {
            return OTHER;
        }
        long timeOfDay = timeAt(source, offset + time, offset + timeEnd);
        return timeOfDay == OTHER ? OTHER : days * LocalTimes.MICROS_PER_DAY + timeOfDay;
    }

    /** A timestamp with zone; without an offset it is local to the session's zone. */
    static long instant(byte[] source, int offset, int length, ZoneId zone) {
        int sign = DATE_LENGTH + 1 + TIME_LENGTH;
        while (sign < length && source[offset + sign] != '+' && source[offset + sign] != '-') {
            sign++;
        }
        if (sign >= length) {
            boolean zulu = length > DATE_LENGTH + TIME_LENGTH && source[offset + length - 1] == 'Z';
            long local = local(source, offset, length, zulu ? length - 1 : length);
            if (local == OTHER || zulu) {
                return local;
            }
            return local - LocalTimes.offsetOfLocal(local, zone) * LocalTimes.MICROS_PER_SECOND;
        }
        long local = local(source, offset, length, sign);
        int minutes = offsetMinutes(source, offset + sign, length - sign);
        return local == OTHER || minutes < 0
                ? OTHER
                : local - (source[offset + sign] == '-' ? -minutes : minutes) * LocalTimes.MICROS_PER_MINUTE;
    }

    /** The magnitude of {@code +hh} or {@code +hh:mm}, or a negative number. */
    private static int offsetMinutes(byte[] source, int at, int length) {
        if (length != 3 && (length != 6 || source[at + 3] != ':')) {
            return -1;
        }
        int hours = twoDigits(source, at + 1);
        int minutes = length == 6 ? twoDigits(source, at + 4) : 0;
        return (hours | minutes) < 0 || hours > 15 || minutes > 59 ? -1 : hours * 60 + minutes;
    }
}
