import { every } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';

/** Nothing is kept by a cache unless its route says so. */
const uncached = createMiddleware(async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
});

/** Nothing from elsewhere, nothing inline, nothing framed. */
export const securityHeaders = every(
  uncached,
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      // The pictures of messages, wherever they lie: the group would load them just so.
      imgSrc: ["'self'", 'https:', 'http:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    // Not `no-referrer`: with that a browser withholds the origin of our own forms, by which the guard knows them.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Whether there is TLS is the business of the proxy in front.
    strictTransportSecurity: false,
  }),
);
