// SPDX-License-Identifier: Apache-2.0
/**
 * Random numbers: NumPy's legacy {@code RandomState}, so that "seed 1" means the notebooks'
 * weights. Initialisers and data splits draw from an object of this package that they own; there is
 * no shared generator and no state in statics. The uniform numbers and permutations are NumPy's to
 * the bit on every machine; the normal ones need a logarithm, which is correctly rounded here, so
 * that they have one value on every machine, too (NumPy's own follow the platform's C library).
 *
 * <p>Sources: M. Matsumoto and T. Nishimura, Mersenne Twister, ACM TOMACS 8 (1998); G. Marsaglia
 * and T. A. Bray, A convenient method for generating normal variables, SIAM Review 6 (1964); A.
 * Ziv, Fast evaluation of elementary mathematical functions with correctly rounded last bit, ACM
 * TOMS 17 (1991).
 */
@NullMarked
package dev.serval.core.random;

import org.jspecify.annotations.NullMarked;
