return require('rapporteur.server').config()
