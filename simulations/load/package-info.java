/** The simulations: which workload meets which journey. How much of it is in {@code reference.conf}. */
package load;
