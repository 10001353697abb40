package io.trefoil.sql.catalog.resolve;

/** An operator or function that might be meant; its argument types stand in the order of the call. */
interface Candidate {
    int[] arguments();
}
